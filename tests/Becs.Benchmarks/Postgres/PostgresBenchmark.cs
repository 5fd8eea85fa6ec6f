using System.Runtime.InteropServices;

namespace Becs.Benchmarks.Postgres;

/// <summary>Everything that is stored while it is measured.</summary>
internal static class PostgresBenchmark
{
    public static async Task RunAsync(PostgresOptions options)
    {
        var log = StatementLog.Attach();
        if (options.Scenarios.Overlaps(["resume", "short", "bookmark", "fanout", "compile"]))
        {
            await OfOneDatabaseAsync(options, log);
        }

        if (options.Scenarios.Contains("stored"))
        {
            await StoredScenario.RunAsync(options);
        }

        if (options.Scenarios.Contains("start"))
        {
            await StartScenario.RunAsync(options);
        }
    }

    private static async Task OfOneDatabaseAsync(PostgresOptions options, StatementLog log)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Server, "main");
        await using var server = await BenchServer.StartAsync(database);
        Figures.Say($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, PostgreSQL "
            + await database.ScalarAsync<string>(
                "SELECT concat_ws(' ', current_setting('server_version'), 'fsync', current_setting('fsync'), 'synchronous_commit', "
                + "current_setting('synchronous_commit'), 'shared_buffers', current_setting('shared_buffers'))"));
        await WarmAsync(server);
        if (options.Scenarios.Contains("resume"))
        {
            var burst = await Capture.TakeAsync(database, server, log);
            if (Environment.GetEnvironmentVariable("BECS_BENCH_SHOW") is not null)
            {
                Show(burst);
            }

            await Capture.PrintAsync(burst, database);
            await new ResumeScenario(database, server, options, burst).RunAsync();
        }

        if (options.Scenarios.Contains("short"))
        {
            await (await ShortScenario.PrepareAsync(database, server, options)).RunAsync();
        }

        if (options.Scenarios.Contains("bookmark"))
        {
            await new BookmarkScenario(server, await ShortScenario.PrepareAsync(database, server, options), options).RunAsync();
        }

        if (options.Scenarios.Contains("fanout"))
        {
            await FanOutScenario.RunAsync(server, options);
        }

        if (options.Scenarios.Contains("compile"))
        {
            await FanOutScenario.LoadAsync(server, options);
        }
    }

    private static async Task WarmAsync(BenchServer server)
    {
        for (var i = 0; i < 20; i++)
        {
            await server.StartAsync(BenchServer.Short);
            await server.CompleteAsync(await server.StartTaskAsync());
        }
    }

    private static void Show(CapturedBurst burst)
    {
        foreach (var (batch, number) in burst.Sent.Select((b, i) => (b, i)))
        {
            foreach (var statement in batch.Statements)
            {
                Figures.Say($"{number} {statement.Sql.ReplaceLineEndings(" ")}");
            }
        }
    }
}
