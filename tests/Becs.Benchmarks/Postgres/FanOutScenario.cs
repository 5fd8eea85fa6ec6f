namespace Becs.Benchmarks.Postgres;

/// <summary>A thousand ways out of one step and into another, stored in one commit; and what a big definition costs to load.</summary>
internal static class FanOutScenario
{
    public static async Task RunAsync(BenchServer server, PostgresOptions options)
    {
        foreach (var (name, definition) in new[] { ("loop", BenchServer.LoopFan), ("flowchart", BenchServer.ArrowFan) })
        {
            await server.StartAsync(definition);
            var result = await Load.RunAsync(1, Math.Max(1, options.Seconds / 6), () => server.StartAsync(definition));
            Load.Print($"fan_out_1000_by_{name}", [result]);
        }
    }

    public static async Task LoadAsync(BenchServer server, PostgresOptions options)
    {
        await server.LoadAsync(BenchServer.Big);
        var result = await Load.RunAsync(1, Math.Max(1, options.Seconds / 6), () => server.LoadAsync(BenchServer.Big));
        Load.Print("load_and_compile_200_activities", [result]);
    }
}
