using System.Diagnostics;
using Becs.Workflows.Definitions;
using Becs.Workflows.Journal;
using Becs.Workflows.Running;
using Becs.Workflows.State;

namespace Becs.Benchmarks;

/// <summary>The engine alone: one thread, journal capture on, nothing stored.</summary>
internal static class MemoryBenchmark
{
    private static readonly ActivityRegistry Registry = new(typeof(MemoryBenchmark).Assembly);
    private static readonly WorkflowRunner Runner = new();
    private static readonly WorkflowStateSerializer States = new();
    private static long _ids;

    public static async Task RunAsync(TimeSpan duration)
    {
        var trivial = Compile(Definitions.Chain(Enumerable.Repeat("Bench.TrivialStep", 10)));
        await MeasureAsync("in_memory", duration, () => RunTrivialAsync(trivial, isStored: false));
        await MeasureAsync("in_memory_with_json", duration, () => RunTrivialAsync(trivial, isStored: true));
        var human = Compile(Definitions.Chain(Enumerable.Repeat("Bench.HumanStep", 5)));
        await MeasureAsync("in_memory_resume", duration, () => RunHumanAsync(human));
        foreach (var (name, graph) in new[] { ("loop", Compile(Definitions.FanOutByLoop())), ("flowchart", Compile(Definitions.FanOutByArrows())) })
        {
            var cpu0 = System.Environment.CpuUsage.TotalTime;
            for (var i = 0; i < 20; i++)
            {
                var result = await Runner.RunAsync(graph, null, new BurstStimulus.Start(), Environment());
                if (result.ActivitiesRun < 1_000 || result.Fault is not null)
                {
                    throw new InvalidOperationException(result.Fault?.Incident.Message ?? "It ran too little.");
                }
            }

            Figures.Print($"fan_out_1000_by_{name}_cpu_ms", (System.Environment.CpuUsage.TotalTime - cpu0).TotalMilliseconds / 20);
        }

        var document = Definitions.Chain(Enumerable.Repeat("Bench.TrivialStep", 200));
        const int rounds = 100;
        for (var i = 0; i < rounds; i++)
        {
            Compile(document);
        }

        var watch = Stopwatch.StartNew();
        var cpu = System.Environment.CpuUsage.TotalTime;
        for (var i = 0; i < rounds; i++)
        {
            Compile(document);
        }

        Figures.Print("compile_200_activities_ms", watch.Elapsed.TotalMilliseconds / rounds);
        Figures.Print("compile_200_activities_cpu_ms", (System.Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / rounds);
    }

    /// <summary>Flowchart of ten steps from start to end: ten activities, the flowchart itself not counted.</summary>
    private static async ValueTask<int> RunTrivialAsync(WorkflowGraph graph, bool isStored)
    {
        var result = await Runner.RunAsync(graph, null, new BurstStimulus.Start(), Environment());
        if (isStored)
        {
            States.Serialize(result.State!);
            JournalSerializer.Serialize(result.Journal.Records);
        }

        return result.ActivitiesRun - 1;
    }

    /// <summary>Five waits, the state stored as JSON and read back between all bursts; counts bursts.</summary>
    private static async ValueTask<int> RunHumanAsync(WorkflowGraph graph)
    {
        var result = await Runner.RunAsync(graph, null, new BurstStimulus.Start(), Environment());
        var bursts = 1;
        while (result.State!.Bookmarks is [var bookmark, ..])
        {
            var state = States.Deserialize(States.Serialize(result.State));
            JournalSerializer.Serialize(result.Journal.Records);
            result = await Runner.RunAsync(graph, state, new BurstStimulus.ResumeBookmark(bookmark.Id), Environment());
            bursts++;
        }

        return bursts;
    }

    private static async Task MeasureAsync(string name, TimeSpan duration, Func<ValueTask<int>> run)
    {
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < duration / 2)
        {
            await run();
        }

        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(true);
        var collections = GC.CollectionCount(0);
        var cpu = System.Environment.CpuUsage.TotalTime;
        long count = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            count += await run();
        }

        var unit = name.EndsWith("resume", StringComparison.Ordinal) ? "bursts" : "activities";
        Figures.Print($"{name}_{unit}_per_s", count / watch.Elapsed.TotalSeconds);
        Figures.Print($"{name}_{unit}_per_cpu_s", count / (System.Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        Figures.Print($"{name}_bytes_per_{(unit == "bursts" ? "burst" : "activity")}", (GC.GetTotalAllocatedBytes(true) - allocated) / (double)count);
        Figures.Print($"{name}_gen0_collections", GC.CollectionCount(0) - collections);
    }

    private static BurstEnvironment Environment() => new()
    {
        NowUtc = new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc),
        NewId = () => new Guid(unchecked((int)++_ids), 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0).ToString("D"),
        Services = NoServices.Instance,
    };

    private static WorkflowGraph Compile(byte[] document) => GraphCompiler.Compile(WorkflowDefinition.Parse(document), Registry, "hash");

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
