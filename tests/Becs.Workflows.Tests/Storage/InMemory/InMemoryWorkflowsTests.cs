using System.Text.Json;
using Becs.Workflows.Running;
using Becs.Workflows.Storage.InMemory;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Storage.InMemory;

public sealed class InMemoryWorkflowsTests
{
    private int _ids;

    [Fact]
    public async Task Parent_WhenItsChildWaitsForATimer_ThenBothEnd()
    {
        var workflows = Create();
        var child = Of(Sequence("S", Node("Elsa.Delay", "D", ("timeSpan", Literal("01:00:00"))),
            Node("Elsa.SetOutput", "O", ("outputName", Literal("X")), ("outputValue", Literal(5))))).Output("X");
        var childPackage = child.Package(TestRun.Registry);
        workflows.Add(childPackage);
        var parent = Flow(Node("Elsa.ExecuteWorkflow", "C", ("workflowDefinitionId", Literal("kid")),
            ("waitForCompletion", Literal("True")), ("result", To("var-R"))), Line("A")).Variable("R").Arrows("C-A");
        parent.Children["kid"] = childPackage.PackageHash;
        var parentPackage = parent.Package(TestRun.Registry);
        workflows.Add(parentPackage);

        var id = await workflows.StartAsync(parentPackage.PackageHash);
        await workflows.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(WorkflowSubStatus.Suspended, workflows.State(id).SubStatus);
        await workflows.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(WorkflowSubStatus.Finished, workflows.State(id).SubStatus);
        Assert.Equal("{\"X\":5}", workflows.State(id).Variables["var-R"]!.ToString());
    }

    [Fact]
    public async Task Event_WhenItComesBeforeTheWait_ThenItIsKept()
    {
        var workflows = Create();
        var package = Flow(Task("T"), Node("Elsa.Event", "E", ("eventName", Literal("Result"))), Line("Z"))
            .Arrows("T-E E-Z").Package(TestRun.Registry);
        workflows.Add(package);
        var id = await workflows.StartAsync(package.PackageHash, new BurstStimulus.Start(CorrelationId: "d-1"));
        await workflows.PublishAsync(new OutgoingStimulus.PublishEvent("Result", "d-2", null, null));
        await workflows.PublishAsync(new OutgoingStimulus.PublishEvent("Result", "d-1", null, null));

        await workflows.SendAsync(id, new BurstStimulus.ResumeBookmark(workflows.BookmarksOf(id, "T")[0].Id));

        Assert.Equal(WorkflowSubStatus.Finished, workflows.State(id).SubStatus);
    }

    [Fact]
    public async Task Event_WhenAPackageIsTriggeredByIt_ThenAnInstanceStarts()
    {
        var workflows = Create();
        workflows.Add(Flow(Starts(Node("Elsa.Event", "E", ("eventName", Literal("Collected")))), Task("T"))
            .Arrows("E-T").Package(TestRun.Registry));

        await workflows.PublishAsync(new OutgoingStimulus.PublishEvent(
            "Collected", "d-7", null, JsonSerializer.SerializeToElement(new { din = "x" })));

        Assert.Equal("d-7", workflows.State(Assert.Single(workflows.InstanceIds)).CorrelationId);
    }

    private InMemoryWorkflows Create() => new(
        TestRun.Registry, new NoServices(), () => $"id-{++_ids}", new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc));

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
