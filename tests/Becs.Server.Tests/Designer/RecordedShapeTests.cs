using System.Text.Json.Nodes;

namespace Becs.Server.Tests.Designer;

/// <summary>Our answers have every field that genuine Elsa's recorded answers have, with the same types.</summary>
[Collection(DesignerCollection.Name)]
public class RecordedShapeTests(DesignerServer server)
{
    /// <summary>Content that is the workflow's own.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "root", "activities", "customProperties", "metadata", "properties", "activityState", "outputs", "payload", "input", "output", "value",
        "uiSpecifications", "variables", "inputs", "activityExecutionContexts", "dynamicVariables", "validationErrors", "warnings",
    };

    public static TheoryData<string, string, string> Answers => new()
    {
        { "package-version", "GET", "/package/version" },
        { "features", "GET", "/features/installed" },
        { "activity-descriptor", "GET", "/descriptors/activities/Becs.HumanTask" },
        { "expressions", "GET", "/descriptors/expression-descriptors" },
        { "variable-types", "GET", "/descriptors/variables" },
        { "activation-strategies", "GET", "/descriptors/workflow-activation-strategies" },
        { "incident-strategies", "GET", "/descriptors/incident-strategies" },
        { "storage-drivers", "GET", "/descriptors/storage-drivers" },
        { "workflow-commits", "GET", "/descriptors/commit-strategies/workflows" },
        { "activity-commits", "GET", "/descriptors/commit-strategies/activities" },
        { "log-strategies", "GET", "/descriptors/log-persistence-strategies" },
        { "definitions", "GET", "/workflow-definitions?page=0&pageSize=10" },
        { "definition", "GET", "/workflow-definitions/by-definition-id/quarantine?versionOptions=Latest" },
        { "count", "GET", "/workflow-definitions/query/count" },
        { "is-name-unique", "GET", "/workflow-definitions/validation/is-name-unique?name=Quarantine" },
        { "consumers", "GET", "/workflow-definitions/quarantine/consumers" },
        { "export", "GET", "/workflow-definitions/quarantine/export?versionOptions=Published" },
        { "many", "GET", "/workflow-definitions/many-by-id?ids={version}" },
        { "subgraph", "GET", "/workflow-definitions/subgraph/{version}?parentNodeId=Workflow1" },
        { "segments", "GET", "/workflow-definitions/subgraph/segments/{version}?childNodeId=Workflow1:Flowchart1:Investigate" },
        { "instances", "POST", "/workflow-instances" },
        { "instance", "GET", "/workflow-instances/{instance}" },
        { "journal", "GET", "/workflow-instances/{instance}/journal?page=0&pageSize=100" },
        { "journal", "POST", "/workflow-instances/{instance}/journal?skip=0&take=10" },
        { "variables", "GET", "/workflow-instances/{instance}/variables" },
        { "execution-state", "GET", "/workflow-instances/{instance}/execution-state" },
        { "executions", "GET", "/activity-executions/list?workflowInstanceId={instance}" },
        { "execution-summaries", "GET", "/activity-execution-summaries/list?workflowInstanceId={instance}" },
        { "execution", "GET", "/activity-executions/{execution}" },
        { "execution", "GET", "/activity-executions/by-id?id={execution}" },
        { "call-stack", "GET", "/activity-executions/{execution}/call-stack" },
        { "report", "POST", "/activity-executions/report" },
        { "bulk-publish", "POST", "/bulk-actions/publish/workflow-definitions/by-definition-ids" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_WhenCompared_ThenHasEveryRecordedField(string recorded, string method, string path)
    {
        var instance = await server.InstanceAsync();
        if (path.Contains("{execution}", StringComparison.Ordinal))
        {
            var all = await server.OkAsync("own1", "GET", $"/activity-executions/list?workflowInstanceId={instance}");
            path = path.Replace("{execution}", all["items"]![1]!["id"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        if (path.Contains("{version}", StringComparison.Ordinal))
        {
            var definition = await server.OkAsync("val1", "GET", "/workflow-definitions/by-definition-id/quarantine");
            path = path.Replace("{version}", definition["id"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        var ours = await server.OkAsync(
            "own1", method, path.Replace("{instance}", instance, StringComparison.Ordinal),
            new JsonObject { ["workflowInstanceId"] = instance, ["definitionIds"] = recorded == "bulk-publish" ? new JsonArray("quarantine") : null });

        // Elsa leaves out what has no value; these have none here, or are the activity's own.
        var optional = new[]
        {
            ".source:", "schedulingActivityId:", ".tenantId:", ".activityName:", ".items[0].name:", "$.name:", ".workflowState.name:",
            ".options.", ".childNode.activity.",
        };
        Assert.DoesNotContain(Shape.Missing(Recorded(recorded), ours, Free), m => !optional.Any(m.Contains));
    }

    [Fact]
    public async Task Saved_WhenCompared_ThenHasEveryRecordedField()
    {
        var saved = await server.OkAsync("own1", "POST", "/workflow-definitions", Drafts.Saving(Drafts.New("shape-saved")));
        Assert.DoesNotContain(Shape.Missing(Recorded("saved"), saved, Free), m => !m.Contains(".options."));
        Assert.Empty(Shape.Missing(Recorded("reverted"), await server.OkAsync("own1", "POST", "/workflow-definitions/shape-saved/revert/1"), Free));
        var (status, refused) = await server.CallAsync("own1", "POST", "/workflow-definitions/quarantine/retract");
        Assert.Equal(400, status);
        Assert.Empty(Shape.Missing(Recorded("refused"), refused, Free));
    }

    [Fact]
    public void Guard_WhenAFieldIsMissingOrOfAnotherType_ThenSpeaks()
    {
        var recorded = JsonNode.Parse("""{"items":[{"id":"x","count":1}],"total":2}""");
        Assert.Equal(["$.items[0].count: missing"], Shape.Missing(recorded, JsonNode.Parse("""{"items":[{"id":"y"}],"total":0}"""), Free));
        Assert.Equal(["$.total: recorded Number, ours String"], Shape.Missing(recorded, JsonNode.Parse("""{"items":[],"total":"2"}"""), Free));
    }

    private static JsonNode Recorded(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Architecture.Repository.Root, "tests/Becs.Server.Tests/Designer/Recorded", name + ".json")))!;
}
