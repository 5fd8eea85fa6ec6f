using System.Text.Json;
using Becs.Workflows.Running;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Activities;

/// <content>Child workflows.</content>
public sealed partial class StockActivityTests
{
    [Theory]
    [InlineData("Elsa.DispatchWorkflow")]
    [InlineData("Elsa.ExecuteWorkflow")]
    public async Task Child_WhenWaitedFor_ThenItsOutputIsTheResult(string type)
    {
        var run = await new TestRun(ParentOf(type, true)).StartAsync(new BurstStimulus.Start(CorrelationId: "c-1"));
        var child = Assert.IsType<OutgoingStimulus.StartChild>(Assert.Single(run.Last.Outgoing));
        Assert.Equal(("child", "child-hash", "c-1"), (child.DefinitionId, child.PackageHash, child.CorrelationId));
        Assert.Equal(7, child.Input["n"].GetInt32());

        await run.SendAsync(new BurstStimulus.ChildFinished(child.Parent.BookmarkId!, child.ChildInstanceId,
            WorkflowSubStatus.Finished, new Dictionary<string, JsonElement> { ["x"] = JsonSerializer.SerializeToElement(1) }));

        Assert.Equal(("Finished/Finished", "C A"), (run.Status, run.Steps));
        Assert.Equal("{\"x\":1}", run.Variable("R")!.ToString());
    }

    [Fact]
    public async Task Child_WhenNotWaitedFor_ThenItsIdIsTheResult()
    {
        var run = await new TestRun(ParentOf("Elsa.DispatchWorkflow", false)).StartAsync();

        var child = Assert.IsType<OutgoingStimulus.StartChild>(Assert.Single(run.Last.Outgoing));
        Assert.Null(child.Parent.BookmarkId);
        Assert.Equal(("Finished/Finished", child.ChildInstanceId), (run.Status, run.Variable("R")));
    }

    [Fact]
    public async Task Child_WhenItFaultedAndNoArrowSaysWhatThen_ThenTheParentHasAnIncident()
    {
        var run = await new TestRun(ParentOf("Elsa.ExecuteWorkflow", true)).StartAsync();
        var child = (OutgoingStimulus.StartChild)run.Last.Outgoing[0];

        await run.SendAsync(new BurstStimulus.ChildFinished(
            child.Parent.BookmarkId!, child.ChildInstanceId, WorkflowSubStatus.Faulted));

        Assert.Contains("ended as Faulted", run.Last.Fault!.Incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Child_WhenItFaultedAndAnArrowSaysWhatThen_ThenGoesThatWay()
    {
        var run = await new TestRun(ParentOf("Elsa.ExecuteWorkflow", true, "C:Faulted-B")).StartAsync();
        var child = (OutgoingStimulus.StartChild)run.Last.Outgoing[0];

        await run.SendAsync(new BurstStimulus.ChildFinished(
            child.Parent.BookmarkId!, child.ChildInstanceId, WorkflowSubStatus.Faulted));

        Assert.Equal(("Finished/Finished", "C B"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Child_WhenThePackagePinsNone_ThenTheBurstFaults()
    {
        var definition = Flow(Node("Elsa.ExecuteWorkflow", "C", ("workflowDefinitionId", Literal("other"))));
        var run = await new TestRun(definition).StartAsync();

        Assert.Contains("pins no child 'other'", run.Last.Fault!.Incident.Message, StringComparison.Ordinal);
    }

    private static TestDefinition ParentOf(string type, bool waits, string more = "")
    {
        var definition = Flow(
            Node(type, "C", ("workflowDefinitionId", Literal("child")), ("input", Value("Object", "{\"n\":7}")),
                ("waitForCompletion", Literal(waits ? "True" : "False")), ("result", To("var-R"))),
            Line("A"), Line("B")).Variable("R").Arrows("C-A " + more);
        definition.Children["child"] = "child-hash";
        return definition;
    }
}
