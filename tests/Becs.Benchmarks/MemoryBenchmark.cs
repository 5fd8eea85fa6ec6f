using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
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
        var trivial = Compile(Chain(Enumerable.Repeat("Bench.TrivialStep", 10)));
        await MeasureAsync("in_memory", duration, () => RunTrivialAsync(trivial, isStored: false));
        await MeasureAsync("in_memory_with_json", duration, () => RunTrivialAsync(trivial, isStored: true));
        var human = Compile(Chain(Enumerable.Repeat("Bench.HumanStep", 5)));
        await MeasureAsync("in_memory_resume", duration, () => RunHumanAsync(human));
        foreach (var (name, graph) in new[] { ("loop", Compile(FanOutByLoop())), ("flowchart", Compile(FanOutByArrows())) })
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

            Print($"fan_out_1000_by_{name}_cpu_ms", (System.Environment.CpuUsage.TotalTime - cpu0).TotalMilliseconds / 20);
        }

        var document = Chain(Enumerable.Repeat("Bench.TrivialStep", 200));
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

        Print("compile_200_activities_ms", watch.Elapsed.TotalMilliseconds / rounds);
        Print("compile_200_activities_cpu_ms", (System.Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / rounds);
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
        Print($"{name}_{unit}_per_s", count / watch.Elapsed.TotalSeconds);
        Print($"{name}_{unit}_per_cpu_s", count / (System.Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        Print($"{name}_bytes_per_{(unit == "bursts" ? "burst" : "activity")}", (GC.GetTotalAllocatedBytes(true) - allocated) / (double)count);
        Print($"{name}_gen0_collections", GC.CollectionCount(0) - collections);
    }

    private static BurstEnvironment Environment() => new()
    {
        NowUtc = new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc),
        NewId = () => new Guid(unchecked((int)++_ids), 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0).ToString("D"),
        Services = NoServices.Instance,
    };

    private static WorkflowGraph Compile(byte[] document) => GraphCompiler.Compile(WorkflowDefinition.Parse(document), Registry, "hash");

    private static byte[] Chain(IEnumerable<string> types)
    {
        var activities = new JsonArray(types.Select((type, i) => (JsonNode)new JsonObject
        {
            ["id"] = "A" + i,
            ["type"] = type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
        }).ToArray());
        var connections = new JsonArray(Enumerable.Range(0, activities.Count - 1).Select(i => (JsonNode)new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = "A" + i, ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = "A" + (i + 1), ["port"] = "In" },
        }).ToArray());
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["definitionId"] = "bench",
            ["root"] = new JsonObject
            {
                ["id"] = "Flowchart1",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["activities"] = activities,
                ["connections"] = connections,
            },
        }.ToJsonString());
    }

    /// <summary>A thousand bodies side by side, and a step behind them.</summary>
    private static byte[] FanOutByLoop() => Encoding.UTF8.GetBytes("""
        {"definitionId":"bench","root":{"id":"S","type":"Elsa.Sequence","version":1,"activities":[
          {"id":"P","type":"Elsa.ParallelForEach","version":1,
           "items":{"typeName":"Object","expression":{"type":"Object","value":"ITEMS"}},
           "body":{"id":"B","type":"Bench.TrivialStep","version":1}},
          {"id":"E","type":"Bench.TrivialStep","version":1}]}}
        """.Replace("ITEMS", "[" + string.Join(',', Enumerable.Range(0, 1000)) + "]", StringComparison.Ordinal));

    /// <summary>A thousand arrows out of one step, and a thousand into another.</summary>
    private static byte[] FanOutByArrows()
    {
        static JsonObject Step(string id) => new() { ["id"] = id, ["type"] = "Bench.TrivialStep", ["version"] = 1 };
        static JsonObject Arrow(string from, string to) => new()
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        };
        var names = Enumerable.Range(0, 1000).Select(i => "A" + i).ToArray();
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["definitionId"] = "bench",
            ["root"] = new JsonObject
            {
                ["id"] = "Flowchart1",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["activities"] = new JsonArray([Step("S"), .. names.Select(Step), Step("J")]),
                ["connections"] = new JsonArray([.. names.Select(n => Arrow("S", n)), .. names.Select(n => Arrow(n, "J"))]),
            },
        }.ToJsonString());
    }

    private static void Print(string name, double value) =>
        Console.WriteLine($"{name}: {value.ToString(value >= 100 ? "F0" : "F2", CultureInfo.InvariantCulture)}");

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
