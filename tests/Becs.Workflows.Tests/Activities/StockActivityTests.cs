using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Running;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Activities;

public sealed partial class StockActivityTests
{
    [Theory]
    [InlineData("true", "Y")]
    [InlineData("false", "N")]
    public async Task If_WhenConditionIs_ThenRunsThatBranch(string condition, string expected)
    {
        var run = await new TestRun(Of(Node("Elsa.If", "I",
            ("condition", Script(condition)), ("then", Line("Y")), ("else", Line("N"))))).StartAsync();

        Assert.Equal(("Finished/Finished", "I " + expected), (run.Status, run.Steps));
    }

    [Fact]
    public async Task Sequence_WhenAnItemWaits_ThenGoesOnWithTheNext()
    {
        var run = await new TestRun(Of(Sequence("S", Line("A"), Task("B"), Line("C")))).StartAsync();
        Assert.Equal("S:Running A B:Running", run.Steps);

        await run.ResumeAsync("B");

        Assert.Equal(("Finished/Finished", "S A B C"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task For_WhenBodyWaits_ThenCountsOn()
    {
        var run = await new TestRun(Of(Node("Elsa.For", "L",
            ("start", Literal(1)), ("end", Literal(2)), ("currentValue", To("var-I")), ("body", Task("B"))))
            .Variable("I")).StartAsync();
        Assert.Equal(1L, run.Variable("I"));
        await run.ResumeAsync("B");
        Assert.Equal(2L, run.Variable("I"));
        await run.ResumeAsync("B");

        Assert.Equal(("Finished/Finished", "L B B"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task ForEach_WhenItemsAreAList_ThenRunsOncePerItem()
    {
        var run = await new TestRun(Of(Node("Elsa.ForEach", "L",
            ("items", Value("Object", "[\"a\",\"b\"]")), ("currentValue", To("var-I")),
            ("body", Sequence("S", SetVariable("V", "All", "(getVariable('All')||'') + getVariable('I')"), Task("B")))))
            .Variable("I").Variable("All")).StartAsync();
        await run.ResumeAsync("B");
        await run.ResumeAsync("B");

        Assert.Equal(("Finished/Finished", "ab"), (run.Status, run.Variable("All")));
    }

    [Fact]
    public async Task While_WhenConditionTurnsFalse_ThenEnds()
    {
        var run = await new TestRun(Of(Node("Elsa.While", "L", ("condition", Script("(getVariable('N')||0) < 3")),
            ("body", SetVariable("V", "N", "(getVariable('N')||0)+1")))).Variable("N")).StartAsync();

        Assert.Equal(("Finished/Finished", 3L), (run.Status, run.Variable("N")));
    }

    [Fact]
    public async Task While_WhenItNeverEnds_ThenTheLimitMakesAnIncident()
    {
        var run = new TestRun(Of(Node("Elsa.While", "L", ("condition", Literal(true)), ("body", Line("B")))));
        await run.StartAsync();

        Assert.Contains("10000 activities", run.Last.Fault!.Incident.Message, StringComparison.Ordinal);
        Assert.Null(run.Last.State);
    }

    [Fact]
    public async Task Break_WhenInsideALoop_ThenTheLoopCompletes()
    {
        var run = await new TestRun(Of(Sequence("S",
            Node("Elsa.While", "L", ("condition", Literal(true)), ("body", Sequence("B", Line("X"), Node("Elsa.Break", "K")))),
            Line("E")))).StartAsync();

        Assert.Equal("Finished/Finished", run.Status);
        Assert.EndsWith("E", run.Steps, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FlowSwitch_WhenMatchFirst_ThenTakesTheFirstTrueCase()
    {
        var run = await new TestRun(Flow(Switch("MatchFirst"), Line("A"), Line("B"), Line("Z"))
            .Arrows("W:a-A W:b-B W:Default-Z")).StartAsync();

        Assert.Equal("W A", run.Steps);
    }

    [Fact]
    public async Task FlowSwitch_WhenMatchAny_ThenTakesEveryTrueCase()
    {
        var run = await new TestRun(Flow(Switch("MatchAny"), Line("A"), Line("B"), Line("Z"))
            .Arrows("W:a-A W:b-B W:Default-Z")).StartAsync();

        Assert.Equal("W A B", run.Steps);
    }

    [Fact]
    public async Task FlowFork_WhenBranchesAreNamed_ThenTakesAll()
    {
        var run = await new TestRun(Flow(
            Node("Elsa.FlowFork", "F", ("branches", Value("Object", "[\"x\",\"y\"]"))), Line("A"), Line("B"), Line("D"))
            .Arrows("F:x-A F:y-B A-D B-D")).StartAsync();

        Assert.Equal("F A B D", run.Steps);
    }

    [Fact]
    public async Task SetOutput_WhenWorkflowEnds_ThenTheParentGetsIt()
    {
        var run = await new TestRun(Of(Sequence("S",
            Node("Elsa.Correlate", "C", ("correlationId", Literal("donation-1"))),
            Node("Elsa.SetName", "N", ("value", Literal("Testing of 1"))),
            Node("Elsa.SetOutput", "O", ("outputName", Literal("Verdict")), ("outputValue", Literal("suitable"))),
            Node("Elsa.Complete", "X", ("outcomes", Literal("Approved"))), Line("never"))).Output("Verdict"))
            .StartAsync(new BurstStimulus.Start(Parent: new ParentReference("p", "b")));

        var finished = Assert.IsType<OutgoingStimulus.ChildFinished>(Assert.Single(run.Last.Outgoing));
        Assert.Equal(("p", "b", WorkflowSubStatus.Finished),
            (finished.ParentInstanceId, finished.BookmarkId, finished.SubStatus));
        Assert.Equal("suitable", finished.Output["Verdict"].GetString());
        Assert.Equal(["Approved"], finished.Outcomes);
        Assert.Equal(("donation-1", "Testing of 1"), (run.Last.State!.CorrelationId, run.Last.State.Name));
        Assert.DoesNotContain("never", run.Steps, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Elsa.End")]
    [InlineData("Elsa.Finish")]
    public async Task EndAndFinish_WhenOthersWait_ThenTheyAreWithdrawn(string type)
    {
        var run = await new TestRun(Flow(Node("Elsa.Start", "S"), Task("T"), Node(type, "E")).Arrows("S-T S-E")).StartAsync();

        Assert.Equal(("Finished/Finished", "S T:Canceled E"), (run.Status, run.Steps));
        Assert.Equal(["withdrawn T"], run.World.Effects);
    }

    [Fact]
    public async Task Fault_WhenDrawn_ThenEndsAsFaultedAndIsCommitted()
    {
        var run = await new TestRun(Of(Sequence("S", Node("Test.Act", "A"),
            Node("Elsa.Fault", "F", ("message", Literal("No label stock.")), ("code", Literal("LBL-1")))))).StartAsync();

        Assert.Null(run.Last.Fault);
        Assert.Equal("Finished/Faulted", run.Status);
        Assert.Equal(("LBL-1", "F"), (run.Last.Incidents[0].Code, run.Last.Incidents[0].ActivityId));
        Assert.Equal(["did A"], run.World.Effects);
    }

    [Fact]
    public async Task Delay_WhenDue_ThenGoesOn()
    {
        var run = await new TestRun(Of(Sequence("S",
            Node("Elsa.Delay", "D", ("timeSpan", Literal("02:00:00"))), Line("E")))).StartAsync();
        var timer = Assert.Single(run.Last.TimersCreated);
        Assert.Equal(run.Now.AddHours(2), timer.DueAt);

        await run.SendAsync(new BurstStimulus.TimerDue(timer.BookmarkId));

        Assert.Equal(("Finished/Finished", "S D E"), (run.Status, run.Steps));
        Assert.Equal([timer.BookmarkId], run.Last.TimersCancelled);
    }

    [Theory]
    [InlineData(-1, "Finished/Finished")]
    [InlineData(1, "Running/Suspended")]
    public async Task StartAt_WhenInstantIs_ThenWaitsOnlyForTheFuture(int seconds, string expected)
    {
        var at = new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc).AddSeconds(seconds);
        var run = await new TestRun(Of(Node("Elsa.StartAt", "S", ("dateTime", Literal(at.ToString("O")))))).StartAsync();

        Assert.Equal(expected, run.Status);
    }

    [Fact]
    public async Task Event_WhenItArrives_ThenItsPayloadIsTheResult()
    {
        var run = await new TestRun(Flow(
            Node("Elsa.Event", "E", ("eventName", Literal("TestResultRecorded")), ("result", To("var-R"))))
            .Variable("R")).StartAsync();
        var bookmark = Assert.Single(run.Last.BookmarksCreated);
        Assert.Equal(("Elsa.Event", EventStimulus.HashOf("TestResultRecorded")), (bookmark.Name, bookmark.Hash));

        await run.SendAsync(new BurstStimulus.EventArrived(
            bookmark.Id, "TestResultRecorded", JsonSerializer.SerializeToElement(new { code = "HIV" })));

        Assert.Equal("Finished/Finished", run.Status);
        Assert.Equal("HIV", ((JsonElement)run.Variable("R")!).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Event_WhenItStartedTheWorkflow_ThenDoesNotWaitForAnother()
    {
        var definition = Flow(
            Starts(Node("Elsa.Event", "E", ("eventName", Literal("Collected")), ("result", To("var-R")))), Line("A"))
            .Variable("R").Arrows("E-A");
        var run = await new TestRun(definition).StartAsync(new BurstStimulus.Start(
            TriggerActivityId: "E", TriggerPayload: JsonSerializer.SerializeToElement("din-1")));

        Assert.Equal(("Finished/Finished", "E A", "din-1"), (run.Status, run.Steps, run.Variable("R")));
    }

    [Fact]
    public async Task PublishEvent_WhenRun_ThenASignalIsStaged()
    {
        var run = await new TestRun(Of(Node("Elsa.PublishEvent", "P", ("eventName", Literal("Suitable")),
            ("correlationId", Literal("d-1")), ("payload", Script("({ n: 1 })"))))).StartAsync();

        var sent = Assert.IsType<OutgoingStimulus.PublishEvent>(Assert.Single(run.Last.Outgoing));
        Assert.Equal(("Suitable", "d-1", null), (sent.EventName, sent.CorrelationId, sent.TargetInstanceId));
        Assert.Equal("{\"n\":1}", sent.Payload!.Value.GetRawText());
    }

    [Fact]
    public async Task Task_WhenItHasABookmarkAndATimer_ThenTheTimerOnlyEscalates()
    {
        var run = await new TestRun(Flow(Node("Test.TaskWithDeadline", "T"), Line("E")).Arrows("T:Answered-E")).StartAsync();
        var timer = Assert.Single(run.Last.TimersCreated);

        await run.SendAsync(new BurstStimulus.TimerDue(timer.BookmarkId));
        Assert.Equal(("Running/Suspended", 1), (run.Status, run.Last.State!.Bookmarks.Count));
        Assert.Equal(["escalated"], run.World.Effects);
        await run.ResumeAsync("T");

        Assert.Equal(("Finished/Finished", "T E"), (run.Status, run.Steps));
    }

    private static JsonObject Switch(string mode) => Node("Elsa.FlowSwitch", "W",
        ("cases", JsonNode.Parse("""
            [{"label":"no","condition":{"type":"JavaScript","value":"1 > 2"}},
             {"label":"a","condition":{"type":"JavaScript","value":"2 > 1"}},
             {"label":"b","condition":{"type":"JavaScript","value":"true"}}]
            """)),
        ("mode", Literal(mode)));
}
