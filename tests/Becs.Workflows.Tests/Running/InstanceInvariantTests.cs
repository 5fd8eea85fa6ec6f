using Becs.Workflows.Running;
using Becs.Workflows.State;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Running;

/// <summary>The check that every burst of these tests goes through: it must speak when it should.</summary>
public sealed class InstanceInvariantTests
{
    [Theory]
    [InlineData("Elsa.RunTask")]
    [InlineData("Elsa.SendHttpRequest")]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.BulkDispatchWorkflows")]
    public async Task Violation_WhenAnAnswerIsWaitedForButNobodyWasAsked_ThenSpeaks(string type)
    {
        var definition = Of(Node(type, "N", ("taskName", Literal("t")), ("url", Literal("https://lab.example.org/")),
            ("workflowDefinitionId", Literal("child")), ("waitForCompletion", Literal(true)), ("items", Value("Object", "[1]"))));
        definition.Children["child"] = "child-hash";
        var sound = (await new TestRun(definition).StartAsync()).Last;

        Assert.Null(InstanceInvariant.Violation(sound));
        Assert.Contains("nobody asked", InstanceInvariant.Violation(Copy(sound, outgoing: [])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Violation_WhenATimeIsWaitedForWithoutATimer_ThenSpeaks()
    {
        var sound = (await new TestRun(Of(Node("Elsa.Delay", "D", ("timeSpan", Literal("01:00:00"))))).StartAsync()).Last;

        Assert.Null(InstanceInvariant.Violation(sound));
        Assert.Contains("nobody looks at", InstanceInvariant.Violation(Copy(sound, timers: [])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Violation_WhenNothingIsWaitedFor_ThenSpeaks()
    {
        var run = await new TestRun(Flow(Task("A"), Task("B"), Line("C")).Arrows("A-C B-C")).StartAsync();
        var stored = System.Text.Json.Nodes.JsonNode.Parse(run.StateJson!)!;
        stored["bookmarks"] = new System.Text.Json.Nodes.JsonArray();
        Assert.Contains("waits for nothing", Violation(stored), StringComparison.Ordinal);

        stored["status"] = "Finished";
        Assert.Contains("still waits", Violation(stored), StringComparison.Ordinal);
    }

    private static string? Violation(System.Text.Json.Nodes.JsonNode stored) =>
        InstanceInvariant.Violation(new WorkflowStateSerializer().Deserialize(stored.ToJsonString()));

    private static BurstResult Copy(
        BurstResult of, IReadOnlyList<OutgoingStimulus>? outgoing = null, IReadOnlyList<Becs.Workflows.Timers.WorkflowTimer>? timers = null) => new()
        {
            InstanceId = of.InstanceId,
            State = of.State,
            Status = of.Status,
            SubStatus = of.SubStatus,
            Journal = of.Journal,
            BookmarksCreated = of.BookmarksCreated,
            TimersCreated = timers ?? of.TimersCreated,
            Outgoing = outgoing ?? of.Outgoing,
        };
}
