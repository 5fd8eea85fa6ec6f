using System.Text;
using System.Text.Json;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Replaying;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Replaying;

/// <summary>A recorded answer answers what was asked: a version that asks with something else is undecided there, by the name of the input.</summary>
public sealed class RecordedInputTests
{
    private const string Missing = "Test.ReadFact#key";

    private static (string, System.Text.Json.Nodes.JsonNode?) ByVariable => ("key", Script("getVariable('Limit')"));

    private static TestDefinition Reading((string, System.Text.Json.Nodes.JsonNode?) key, object? limit = null) =>
        Flow(Node("Test.ReadFact", "Read", key), Line("Last")).Arrows("Read-Last")
            .Variable("Limit", value: JsonSerializer.SerializeToNode(limit ?? "k"));

    [Theory]
    [InlineData("k", null)]
    [InlineData("other", Missing)]
    public async Task Replay_WhenADraftAsksWithAnotherLiteral_ThenUndecidedByTheInput(string key, string? missing)
    {
        var before = Reading(("key", Literal("k"))).Compile(TestRun.Registry);

        AssertMissing(missing, await ReplayAsync(before, Reading(("key", Literal(key))).Compile(TestRun.Registry)));
    }

    /// <summary>The step is untouched; what it reads is not.</summary>
    [Theory]
    [InlineData("k", null)]
    [InlineData("other", Missing)]
    public async Task Replay_WhenAVariableHasAnotherFirstValue_ThenUndecidedByTheInputThatReadsIt(string limit, string? missing)
    {
        var before = Reading(ByVariable).Compile(TestRun.Registry);

        AssertMissing(missing, await ReplayAsync(before, Reading(ByVariable, limit).Compile(TestRun.Registry)));
    }

    /// <summary>Another text with the same value asks the same.</summary>
    [Fact]
    public async Task Replay_WhenAnExpressionComesToTheSame_ThenItIsTheSame()
    {
        var before = Reading(("key", Literal("k"))).Compile(TestRun.Registry);

        AssertMissing(null, await ReplayAsync(before, Reading(ByVariable).Compile(TestRun.Registry)));
    }

    [Theory]
    [InlineData("getVariable('V')", null)]
    [InlineData("getVariable('V') + '1'", Missing)]
    public async Task Replay_WhenAnInputReadsWhatNobodyRecorded_ThenItsTextCounts(string key, string? missing)
    {
        AssertMissing(missing, await ReplayAsync(Twice("getVariable('V')"), Twice(key)));

        static WorkflowGraph Twice(string key) => Flow(
                Node("Test.Act", "First"), Node("Test.ReadFact", "Before", ("key", Literal("a")), ("result", To("V"))),
                Node("Test.ReadFact", "Read", ("key", Script(key))), Line("Last"))
            .Arrows("First-Before Before-Read Read-Last").Variable("V").Compile(TestRun.Registry);
    }

    [Theory]
    [InlineData("k", null)]
    [InlineData("other", Missing)]
    public async Task Replay_WhenATableSaysSomethingElse_ThenUndecidedByTheInputThatReadsIt(string value, string? missing)
    {
        AssertMissing(missing, await ReplayAsync(With("k"), With(value)));

        static WorkflowGraph With(string value) => new PackageBuilder(TestRun.Registry).Build(
            Encoding.UTF8.GetBytes(Reading(("key", Script("getTable('limits').key"))).Document().ToJsonString()), null,
            new Dictionary<string, JsonElement> { ["limits"] = JsonSerializer.SerializeToElement(new { key = value }) }).Compile(TestRun.Registry);
    }

    /// <summary>A table that steers is read by the draft itself: the case is decided anew.</summary>
    [Theory]
    [InlineData(5, "D:True")]
    [InlineData(9, "D:False")]
    public async Task Replay_WhenATableSteers_ThenTheDraftsOwnDecides(int limit, string expected)
    {
        var result = await ReplayAsync(With(5), With(limit));

        Assert.Equal((ReplayEnd.Finished, expected), (result.End, result.Path[0].ToString()));

        static WorkflowGraph With(int limit) => new PackageBuilder(TestRun.Registry).Build(
            Encoding.UTF8.GetBytes(Flow(Decision("D", "7 > getTable('limits').most"), Line("High"), Line("Low")).Arrows("D:True-High D:False-Low")
                .Document().ToJsonString()), null,
            new Dictionary<string, JsonElement> { ["limits"] = JsonSerializer.SerializeToElement(new { most = limit }) }).Compile(TestRun.Registry);
    }

    /// <summary>A scenario says what is answered, not what was asked: nothing is held against it.</summary>
    [Fact]
    public async Task Run_WhenNothingIsKnownOfWhatWasAsked_ThenTheAnswerStands()
    {
        var result = await new Replayer().RunAsync(Reading(("key", Literal("other"))).Compile(TestRun.Registry), Recorded(), Stop);

        Assert.Equal(ReplayEnd.Finished, result.End);
    }

    /// <summary>The case does not come to the step again in its own version: what is drawn there is compared.</summary>
    [Theory]
    [InlineData("k", null)]
    [InlineData("other", Missing)]
    public async Task Replay_WhenItsOwnVersionDoesNotComeThere_ThenTheLiteralsCount(string key, string? missing)
    {
        var before = Flow(Decision("D", "getVariable('Limit') == 'x'"), Node("Test.ReadFact", "Read", ("key", Literal("k"))), Line("Last"))
            .Arrows("D:True-Read D:False-Last").Variable("Limit", value: "k").Compile(TestRun.Registry);

        AssertMissing(missing, await ReplayAsync(before, Reading(("key", Literal(key))).Compile(TestRun.Registry)));
    }

    [Fact]
    public async Task Run_WhenAnAnswerWouldNotBeTaken_ThenUndecidedByTheNameGiven()
    {
        var result = await new Replayer().RunAsync(Reading(("key", Literal("k"))).Compile(TestRun.Registry), Recorded(), new Refusal(), Stop);

        Assert.Equal((ReplayEnd.Undecided, "Read's own", "Read"), (result.End, result.Missing, result.StepId));
        Assert.Empty(result.Path);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static void AssertMissing(string? missing, ReplayResult result) =>
        Assert.Equal((missing is null ? ReplayEnd.Finished : ReplayEnd.Undecided, missing), (result.End, result.Missing));

    private static async Task<ReplayResult> ReplayAsync(WorkflowGraph before, WorkflowGraph draft)
    {
        var replayer = new Replayer();
        return await replayer.RunAsync(draft, await replayer.AskedAsync(before, Recorded(), Stop), Stop);
    }

    private static ReplayScript Recorded() => new()
    {
        StartedAt = new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc),
        Answers =
        [
            new ReplayAnswer("Test.Act", "Done") { StepId = "First" }, new ReplayAnswer("Test.ReadFact", "Done") { StepId = "Before" },
            new ReplayAnswer("Test.ReadFact", "Done") { StepId = "Read" },
        ],
    };

    private sealed class Refusal : IAnswerCheck
    {
        public ValueTask<string?> MissingAsync(ReplayAnswer answer, string stepId, CancellationToken cancellationToken) => ValueTask.FromResult<string?>($"{stepId}'s own");
    }
}
