using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Http;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Definitions;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Activities;

/// <summary>RunTask, HTTP requests and bulk dispatch: what leaves with the commit, and what its answers do.</summary>
public sealed class OutwardActivityTests
{
    [Fact]
    public async Task RunTask_WhenAnswered_ThenTheAnswerIsTheResult()
    {
        var run = await new TestRun(Of(Sequence("S",
            Node("Elsa.RunTask", "R", ("taskName", Literal("Sequence virus")), ("payload", Value("Object", "{\"din\":\"G1\"}")),
                ("taskId", To("var-Id")), ("result", To("var-R"))), Line("E"))).Variable("Id").Variable("R")).StartAsync();
        var request = run.Sent<OutgoingStimulus.TaskRequested>();
        Assert.Equal(("Sequence virus", "G1"), (request.TaskName, request.Payload!["din"].GetString()));
        Assert.Equal(request.TaskId, run.Variable("Id"));
        Assert.Equal(RunTaskStimulus.HashOf(request.TaskId), Assert.Single(run.Last.BookmarksCreated).Hash);

        await run.SendAsync(new BurstStimulus.ResumeBookmark(run.BookmarkOf("R"), JsonSerializer.SerializeToElement("ready")));

        Assert.Equal(("Finished/Finished", "S R E", "ready"), (run.Status, run.Steps, run.Variable("R")));
    }

    [Theory]
    [InlineData(200, "H A")]
    [InlineData(404, "H B")]
    [InlineData(500, "H U")]
    public async Task SendHttpRequest_WhenStatusIs_ThenRunsThatChild(int status, string expected)
    {
        var run = await new TestRun(Of(Node("Elsa.SendHttpRequest", "H",
            ("url", Literal("https://lab.example.org/orders?n=1")), ("method", Literal("POST")),
            ("content", Script("({ din: 'G1' })")), ("requestHeaders", Value("Object", "{\"X-Lab\":\"7\"}")),
            ("statusCode", To("var-Status")), ("parsedContent", To("var-Content")),
            ("expectedStatusCodes", new JsonArray(Case(200, Line("A")), Case(404, Line("B")))),
            ("unmatchedStatusCode", Line("U")))).Variable("Status").Variable("Content")).StartAsync();
        var request = run.Sent<OutgoingStimulus.HttpRequested>();
        Assert.Equal(("https://lab.example.org/orders?n=1", "POST", "application/json", "{\"din\":\"G1\"}", "7"),
            (request.Url, request.Method, request.ContentType, request.Content, request.Headers!["X-Lab"]));

        await run.SendAsync(new BurstStimulus.ResumeBookmark(request.BookmarkId,
            new HttpAnswer(status, "application/json; charset=utf-8", "{\"ok\":true}").ToPayload()));

        Assert.Equal(("Finished/Finished", expected, (long)status), (run.Status, run.Steps, run.Variable("Status")));
        Assert.Equal("{\"ok\":true}", run.Variable("Content")!.ToString());
    }

    [Theory]
    [InlineData(200, null, "H A Z")]
    [InlineData(500, null, "H U Z")]
    [InlineData(null, "Timeout", "H T")]
    [InlineData(null, "FailedToConnect", null)]
    public async Task FlowSendHttpRequest_WhenAnswerIs_ThenLeavesByThatArrow(int? status, string? failure, string? expected)
    {
        var run = await new TestRun(FlowRequest()).StartAsync();

        await run.SendAsync(new BurstStimulus.ResumeBookmark(
            run.BookmarkOf("H"), new HttpAnswer(status, "text/plain", "x", Failure: failure).ToPayload()));

        if (expected is null)
        {
            Assert.Contains("no arrow says what then", run.Last.Fault!.Incident.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(("Finished/Finished", expected), (run.Status, run.Steps));
        }
    }

    [Fact]
    public void FlowSendHttpRequest_WhenValidated_ThenKnowsItsOutcomes()
    {
        var validator = new DefinitionValidator(TestRun.Registry);
        Assert.Empty(validator.Validate(FlowRequest().Parse()));
        Assert.Equal("connection.unknownPort", Assert.Single(validator.Validate(FlowRequest().Arrow("H", "201", "Z").Parse())).Code);
    }

    [Theory]
    [InlineData("https://lab.example.org/x", true)]
    [InlineData("https://LAB.example.org:443/x", true)]
    [InlineData("http://lab.example.org/x", false)]
    [InlineData("https://lab.example.org:8443/x", false)]
    [InlineData("https://lab.example.org@evil.example.org/", false)]
    [InlineData("https://user:secret@lab.example.org/", false)]
    [InlineData("https://lab.example.org.evil.example.org/", false)]
    [InlineData("http://printer.example.org:9100/", true)]
    [InlineData("http://printer.example.org/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/orders", false)]
    public async Task SendHttpRequest_WhenHostIs_ThenOnlyAllowedOnesAreAsked(string url, bool isAllowed)
    {
        var run = await new TestRun(Of(Node("Elsa.SendHttpRequest", "H", ("url", Literal(url))))).StartAsync();

        Assert.Equal(isAllowed, run.Last.Fault is null);
        Assert.Equal(isAllowed ? 1 : 0, run.Last.Outgoing.Count);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("host")]
    [InlineData("Transfer-Encoding")]
    public async Task SendHttpRequest_WhenAHeaderIsReserved_ThenTheBurstFaults(string header)
    {
        var run = await new TestRun(Of(Node("Elsa.SendHttpRequest", "H", ("url", Literal("https://lab.example.org/")),
            ("requestHeaders", Value("Object", $"{{\"{header}\":\"x\"}}"))))).StartAsync();

        Assert.Contains("may not set the header", run.Last.Fault!.Incident.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SendHttpRequest_WhenItHoldsASecret_ThenIsRefused()
    {
        var problem = Assert.Single(new DefinitionValidator(TestRun.Registry).Validate(Of(Node("Elsa.SendHttpRequest", "H",
            ("url", Literal("https://lab.example.org/")), ("authorization", Literal("Bearer abc")))).Parse()));

        Assert.Equal("$.root.authorization", problem.Path);
    }

    [Fact]
    public async Task BulkDispatch_WhenChildrenEnd_ThenGoesOnAfterTheLast()
    {
        var run = await new TestRun(Bulk(("childCompleted", Task("T")))).StartAsync(new BurstStimulus.Start(CorrelationId: "c"));
        var children = run.Last.Outgoing.Cast<OutgoingStimulus.StartChild>().ToArray();
        Assert.Equal(["a", "b"], children.Select(c => c.Input["Item"].GetString()));
        Assert.Equal(["d-a", "d-b"], children.Select(c => c.CorrelationId));
        Assert.Equal("child-hash", children[0].PackageHash);
        Assert.Single(run.Last.BookmarksCreated);

        await run.SendAsync(Ended(children[0], WorkflowSubStatus.Finished));
        await run.SendAsync(Ended(children[1], WorkflowSubStatus.Finished));
        Assert.Equal("Running/Suspended", run.Status);
        await run.ResumeAsync("T");
        Assert.Equal("Running/Suspended", run.Status);
        await run.ResumeAsync("T");

        Assert.Equal(("Finished/Finished", "B T T D E"), (run.Status, run.Steps));
    }

    [Fact]
    public async Task BulkDispatch_WhenAChildFaultsAndNothingSaysWhatThen_ThenThereIsAnIncident()
    {
        var run = await new TestRun(Bulk()).StartAsync();
        var children = run.Last.Outgoing.Cast<OutgoingStimulus.StartChild>().ToArray();
        await run.SendAsync(Ended(children[0], WorkflowSubStatus.Faulted));
        Assert.Null(run.Last.Fault);
        await run.SendAsync(Ended(children[1], WorkflowSubStatus.Finished));

        Assert.Contains("did not finish", run.Last.Fault!.Incident.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", true)]
    [InlineData("[1]", false)]
    public async Task BulkDispatch_WhenNothingIsToBeWaitedFor_ThenGoesOn(string items, bool waits)
    {
        var definition = Flow(Node("Elsa.BulkDispatchWorkflows", "B", ("workflowDefinitionId", Literal("child")),
            ("items", Value("Object", items)), ("waitForCompletion", Literal(waits))), Line("D")).Arrows("B-D");
        definition.Children["child"] = "child-hash";

        Assert.Equal("Finished/Finished", (await new TestRun(definition).StartAsync()).Status);
    }

    [Fact]
    public void Signals_WhenStored_ThenComeBackTheSame()
    {
        OutgoingStimulus[] signals =
        [
            new OutgoingStimulus.TaskRequested("t", "n", null),
            new OutgoingStimulus.HttpRequested("b", "https://x/", "GET", null, null, new Dictionary<string, string> { ["A"] = "1" }),
        ];
        foreach (var (signal, kind, body) in signals.Select(s => (s, StimulusSerializer.Serialize(s).Kind, StimulusSerializer.Serialize(s).BodyJson)))
        {
            Assert.Equal(body, StimulusSerializer.Serialize(StimulusSerializer.DeserializeOutgoing(kind, body)).BodyJson);
            Assert.Equal(signal.GetType().Name, kind);
        }
    }

    private static TestDefinition FlowRequest() =>
        Flow(Node("Elsa.FlowSendHttpRequest", "H", ("url", Literal("https://lab.example.org/")),
                ("expectedStatusCodes", Value("Object", "[200]"))), Line("A"), Line("U"), Line("T"), Line("Z"))
            .Arrow("H", "200", "A").Arrow("H", "Unmatched status code", "U").Arrow("H", "Timeout", "T").Arrow("H", "Done", "Z");

    private static JsonObject Case(int status, JsonObject activity) => new() { ["statusCode"] = status, ["activity"] = activity };

    private static TestDefinition Bulk(params (string, JsonNode?)[] more)
    {
        var definition = Flow(Node("Elsa.BulkDispatchWorkflows", "B",
        [
            ("workflowDefinitionId", Literal("child")), ("items", Value("Object", "[\"a\",\"b\"]")),
            ("correlationIdFunction", Script("'d-' + getVariable('Item')")), .. more,
        ]), Line("D"), Line("E")).Arrow("B", "Completed", "D").Arrow("B", "Done", "E");
        definition.Children["child"] = "child-hash";
        return definition;
    }

    private static BurstStimulus.ChildFinished Ended(OutgoingStimulus.StartChild child, WorkflowSubStatus how) =>
        new(child.Parent.BookmarkId!, child.ChildInstanceId, how);
}
