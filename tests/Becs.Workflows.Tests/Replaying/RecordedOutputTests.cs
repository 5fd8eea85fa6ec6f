using Becs.Workflows.Journal;
using Becs.Workflows.Replaying;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Replaying;

/// <summary>The journal keeps an output when something inside decides by it, and nothing else: so history can be replayed, and stays small.</summary>
public sealed class RecordedOutputTests
{
    private static (string Name, System.Text.Json.Nodes.JsonNode? Value) Key => ("key", Literal("k"));

    private static TestDefinition Deciding(string condition = "getVariable('W') > 5") => Flow(
            Node("Test.ReadFact", "Read", Key, ("result", To("V"))), SetVariable("Keep", "W", "getVariable('V')"), Decision("D", condition),
            Line("High"), Line("Low"))
        .Arrows("Read-Keep Keep-D D:True-High D:False-Low").Variable("V").Variable("W");

    [Theory]
    [InlineData(7, "D:True")]
    [InlineData(3, "D:False")]
    public async Task Replay_WhenADecisionReadAnOutput_ThenHistoryDecidesAlike(int value, string expected)
    {
        var run = await RunAsync(Deciding(), value);
        Assert.Equal(value, Completed(run, "Read").Outputs!["result"].GetInt32());

        var result = await ReplayAsync(run, run.Graph);

        Assert.Equal((ReplayEnd.Finished, expected), (result.End, result.Path[2].ToString()));
        Assert.Equal(ReplayScript.PathOf(run.Graph, [Entry(run)]).Select(p => p.ToString()), result.Path.Select(p => p.ToString()));
    }

    /// <summary>The draft moves the limit: the recorded value decides anew, and nothing is undecided.</summary>
    [Fact]
    public async Task Replay_WhenADraftMovesTheLimit_ThenTheRecordedValueDecidesAnew()
    {
        var run = await RunAsync(Deciding(), 7);

        var result = await ReplayAsync(run, Deciding("getVariable('W') > 10").Compile(TestRun.Registry));

        Assert.Equal((ReplayEnd.Finished, "D:False"), (result.End, result.Path[2].ToString()));
    }

    [Fact]
    public async Task Journal_WhenNothingInsideReadsTheOutput_ThenKeepsNone()
    {
        var run = await RunAsync(Flow(Node("Test.ReadFact", "Read", Key, ("result", To("V"))), Line("Last")).Arrows("Read-Last").Variable("V"), 7);

        Assert.Null(Completed(run, "Read").Outputs);
        Assert.DoesNotContain("utputs", JournalSerializer.Serialize(run.Journal), StringComparison.Ordinal);
    }

    /// <summary>A draft decides by what no version did before: no journal says it.</summary>
    [Fact]
    public async Task Replay_WhenADraftReadsWhatNoVersionRead_ThenUndecidedByItsName()
    {
        var run = await RunAsync(Flow(Node("Test.ReadFact", "Read", Key, ("result", To("V"))), Line("Last")).Arrows("Read-Last").Variable("V"), 7);

        var result = await ReplayAsync(run, Deciding().Compile(TestRun.Registry));

        Assert.Equal((ReplayEnd.Undecided, "Test.ReadFact.result", "D"), (result.End, result.Missing, result.StepId));
    }

    /// <summary>Journals of before hold none: readable, and undecided.</summary>
    [Fact]
    public async Task Replay_WhenTheJournalIsOlder_ThenUndecided()
    {
        var run = await RunAsync(Deciding(), 7);
        var older = JournalSerializer.Deserialize(JournalSerializer.Serialize(run.Journal).Replace(",\"outputs\":{\"result\":7}", "", StringComparison.Ordinal));
        Assert.All(older, r => Assert.Null(r.Outputs));
        run.Journal.Clear();
        run.Journal.AddRange(older);

        Assert.Equal("Test.ReadFact.result", (await ReplayAsync(run, run.Graph)).Missing);
    }

    [Fact]
    public async Task Journal_WhenTheOutputIsTooLong_ThenSaysSoAndTheReplayIsUndecided()
    {
        var run = await RunAsync(Deciding("getVariable('W').length > 5"), new string('x', 600));

        Assert.Equal((null, true), (Completed(run, "Read").Outputs, Completed(run, "Read").IsOutputLost));
        Assert.Equal("Test.ReadFact.result", (await ReplayAsync(run, run.Graph)).Missing);
    }

    private static async Task<TestRun> RunAsync(TestDefinition definition, object value)
    {
        var run = new TestRun(definition);
        run.World.Facts["k"] = value;
        return await run.StartAsync();
    }

    private static JournalRecord Completed(TestRun run, string step) => run.Journal.Single(r => r.ActivityId == step && r.Event == JournalEvent.Completed);

    private static ValueTask<ReplayResult> ReplayAsync(TestRun run, Becs.Workflows.Definitions.WorkflowGraph graph) => new Replayer().RunAsync(
        graph, ReplayScript.Of(run.Graph, [Entry(run)], new Dictionary<string, System.Text.Json.JsonElement>(), null), TestContext.Current.CancellationToken);

    private static JournalEntry Entry(TestRun run) => new()
    {
        BurstId = "b",
        InstanceId = "i",
        Sequence = 1,
        At = run.Now,
        Stimulus = "Start",
        PackageHash = "",
        Records = run.Journal,
    };
}
