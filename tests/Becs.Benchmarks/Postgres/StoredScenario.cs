using System.Diagnostics;

namespace Becs.Benchmarks.Postgres;

/// <summary>Resumes in a database with a million stored instances and five hundred versions, in turn with resumes in an empty one.</summary>
internal static class StoredScenario
{
    private const int Callers = 8;

    public static async Task RunAsync(PostgresOptions options)
    {
        await using var empty = await BenchDatabase.CreateAsync(options.Server, "empty");
        await using var full = await BenchDatabase.CreateAsync(options.Server, "full");
        await using var emptyServer = await BenchServer.StartAsync(empty);
        await using var fullServer = await BenchServer.StartAsync(full);
        await FillAsync(full, fullServer, options.Stored);
        var (emptyPool, fullPool) = (new TaskPool(emptyServer), new TaskPool(fullServer));
        var (ofEmpty, ofFull) = (new List<LoadResult>(), new List<LoadResult>());
        var seconds = Math.Max(1, options.Seconds / 3);
        await emptyPool.FillAsync(64);
        await fullPool.FillAsync(64);
        await Load.RunAsync(Callers, seconds / 2, emptyPool.CompleteOneAsync);
        await Load.RunAsync(Callers, seconds / 2, fullPool.CompleteOneAsync);
        for (var round = 0; round < options.Rounds; round++)
        {
            var instances = Math.Max(64, (int)(40 * seconds));
            await emptyPool.FillAsync(instances);
            ofEmpty.Add(await Load.RunAsync(Callers, seconds, emptyPool.CompleteOneAsync));
            await fullPool.FillAsync(instances);
            ofFull.Add(await Load.RunAsync(Callers, seconds, fullPool.CompleteOneAsync));
        }

        Load.Print("resume_empty", ofEmpty);
        Load.Print("resume_full", ofFull);
        Figures.Print("resume_full_p99_percent_of_empty", 100 * Figures.Median(ofFull.Zip(ofEmpty, (f, e) => f.P99Ms / e.P99Ms)));
    }

    private static async Task FillAsync(BenchDatabase full, BenchServer server, int stored)
    {
        var watch = Stopwatch.StartNew();
        var one = await server.StartTaskAsync(BenchServer.Case);
        await server.CompleteAsync(one);
        await full.ExecuteAsync("TRUNCATE outbox");
        await StoredRows.CopyAsync(full, one, stored);
        await full.ExecuteAsync($"""
            INSERT INTO packages SELECT r.* FROM packages p, generate_series(1, {BenchServer.TasksVersion - 1}) v, LATERAL jsonb_populate_record(p,
              jsonb_build_object('id', gen_random_uuid(), 'definition_version', v, 'package_hash', md5(v::text) || md5((-v)::text))) r
            WHERE p.definition_id = '{BenchServer.Tasks}'
            """);
        await full.SettleAsync();
        Figures.Print("stored_instances", await full.ScalarAsync<long>("SELECT count(*) FROM workflow_instances"));
        Figures.Print("stored_versions", await full.ScalarAsync<long>($"SELECT count(*) FROM packages WHERE definition_id = '{BenchServer.Tasks}'"));
        Figures.Print("stored_mb", await full.ScalarAsync<long>("SELECT pg_database_size(current_database())") / 1048576d);
        Figures.Print("stored_bytes_per_instance", await full.ScalarAsync<long>("SELECT pg_database_size(current_database())") / (double)stored);
        Figures.Print("fill_s", watch.Elapsed.TotalSeconds);
    }
}
