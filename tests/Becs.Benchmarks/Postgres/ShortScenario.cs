namespace Becs.Benchmarks.Postgres;

/// <summary>
/// Start to finish of a flowchart of ten steps; and beside it the plain transaction against which the engine this one stands in for was
/// measured: one row of 2 KB changed, three rows of 300 bytes added.
/// </summary>
internal sealed class ShortScenario(BenchDatabase database, BenchServer server, PostgresOptions options)
{
    private const string PlainTables = """
        CREATE TABLE IF NOT EXISTS plain_state (id int PRIMARY KEY, body jsonb NOT NULL);
        CREATE TABLE IF NOT EXISTS plain_log (id bigserial PRIMARY KEY, state_id int NOT NULL, body text NOT NULL);
        INSERT INTO plain_state SELECT i, jsonb_build_object('v', i, 'text', (SELECT string_agg(md5((i * 64 + j)::text), '') FROM generate_series(1, 60) j))
          FROM generate_series(1, 2000) i ON CONFLICT DO NOTHING
        """;

    // The changed row gets another body of the same size as a parameter, as an engine that stores its state does.
    private const string Plain = """
        \set id random(1, 2000)
        BEGIN;
        UPDATE plain_state SET body = :body WHERE id = :id;
        INSERT INTO plain_log (state_id, body) VALUES (:id, :entry);
        INSERT INTO plain_log (state_id, body) VALUES (:id, :entry);
        INSERT INTO plain_log (state_id, body) VALUES (:id, :entry);
        COMMIT;
        """;

    private readonly PgBench _bench = new(database.Connection);

    /// <summary>Makes the tables of the plain transaction.</summary>
    public static async Task<ShortScenario> PrepareAsync(BenchDatabase database, BenchServer server, PostgresOptions options)
    {
        await database.ExecuteAsync(PlainTables);
        return new ShortScenario(database, server, options);
    }

    public async Task RunAsync()
    {
        var third = Math.Max(1, options.Seconds / 3);
        await Load.RunAsync(8, third, OnceAsync);
        foreach (var callers in new[] { 8, 1 })
        {
            var (ours, floor) = (new List<LoadResult>(), new List<double>());
            for (var round = 0; round < Math.Max(1, options.Rounds / 2); round++)
            {
                floor.Add((await PlainAsync(callers)).PerSecond);
                ours.Add(await Load.RunAsync(callers, third, OnceAsync));
            }

            var suffix = callers == 1 ? "_1_caller" : "";
            Figures.Print($"plain_floor{suffix}_per_s", Figures.Median(floor));
            Load.Print($"instances{suffix}", ours);
            Figures.Print($"instances{suffix}_percent_of_plain_floor", 100 * Figures.Median(ours.Select(r => r.PerSecond)) / Figures.Median(floor));
        }
    }

    /// <summary>The plain transaction, for scenarios that are compared with it.</summary>
    public Task<PgBenchResult> PlainAsync(int callers) => _bench.RunAsync(
        Plain, callers, Math.Max(1, options.Seconds / 6),
        [
            new("body", "{\"text\":\"" + new string('x', 2000) + "\"}"), new("entry", new string('y', 300)),
        ]);

    private Task OnceAsync() => server.StartAsync(BenchServer.Short);
}
