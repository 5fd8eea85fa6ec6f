using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Definitions.Packages;

public sealed class WorkflowPackageTests
{
    private static readonly PackageBuilder Builder = new(TestRun.Registry);

    /// <summary>Golden vector: if these change, every stored package changes its identity. They never may.</summary>
    [Fact]
    public void Build_WhenTheGoldenDefinition_ThenHasTheGoldenHashes()
    {
        var package = Build(Document());

        Assert.Equal(
            ("01b526b8d7fd3a66eb93d2f88352a2227c303f16d9cd427ab2aaa7a9e252c96a",
                "7e23d975e45a645c62019a71ef98b89d5390acb8478fef3f8f56927f9bbb85a6"),
            (package.PackageHash, package.BehaviourHash));
    }

    [Theory]
    [InlineData("getTable('limits').rows[0].most", true)]
    [InlineData("getTable(\"limits\")", true)]
    [InlineData("getTable('other')", false)]
    [InlineData("getTable('limits').a + getTable( 'none' ).b", false)]
    public void Build_WhenAScriptReadsATable_ThenThePackageMustHoldIt(string script, bool isBuilt)
    {
        var document = Document();
        document["root"]!["activities"]![0]!["text"]!["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script };
        var tables = new Dictionary<string, JsonElement> { ["limits"] = JsonSerializer.SerializeToElement(new { rows = new[] { new { most = 5 } } }) };
        if (isBuilt)
        {
            Assert.Equal(5, Make().Tables["limits"].GetProperty("rows")[0].GetProperty("most").GetInt32());
            return;
        }

        var problem = Assert.Throws<DefinitionException>(() => Make()).Problems.Single();
        Assert.Equal(("table.missing", "$.root.activities[0].text.expression.value"), (problem.Code, problem.Path));

        WorkflowPackage Make() => Builder.Build(Encoding.UTF8.GetBytes(document.ToJsonString()), null, tables);
    }

    [Theory]
    [InlineData("questionnaire.v1", "questionnaire", 1)]
    [InlineData("a.v2.v12", "a.v2", 12)]
    [InlineData("a.v9999", "a", 9999)]
    [InlineData("a.v10000", null, 0)]
    [InlineData("a.v0", null, 0)]
    [InlineData("a.v01", null, 0)]
    [InlineData("a.v-1", null, 0)]
    [InlineData(".v1", null, 0)]
    [InlineData("a.v1.json", null, 0)]
    public void FormKeys_WhenRead_ThenKeyAndVersion(string text, string? key, int version) =>
        Assert.Equal((key, version), FormKeys.Read(text) is { } read ? (read.Key, read.Version) : (null, 0));

    [Fact]
    public void Compile_WhenAFormHasSeveralVersions_ThenTheNewestCounts()
    {
        var form = JsonSerializer.SerializeToElement(new { });
        var forms = new Dictionary<string, JsonElement> { ["a.v2"] = form, ["a.v10"] = form, ["a.v9"] = form, ["b.v1"] = form };
        var graph = Builder.Build(Encoding.UTF8.GetBytes(Document().ToJsonString()), forms).Compile(TestRun.Registry);
        Assert.Equal([("a", 10), ("b", 1)], graph.FormVersions.OrderBy(f => f.Key).Select(f => (f.Key, f.Value)));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("createdAt")]
    [InlineData("isLatest")]
    [InlineData("isPublished")]
    [InlineData("toolVersion")]
    public void Hash_WhenStudioRewritesItsEnvelope_ThenStays(string field)
    {
        var changed = Document();
        changed[field] = "other";
        Assert.Equal(Build(Document()).PackageHash, Build(changed).PackageHash);
    }

    [Fact]
    public void Hash_WhenABoxIsMoved_ThenOnlyBehaviourStays()
    {
        var moved = Document();
        var activities = (JsonArray)moved["root"]!["activities"]!;
        activities[0]!["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = 5 } };
        activities[0]!["name"] = "Another label";
        var first = activities[0];
        activities.RemoveAt(0);
        activities.Add(first);

        Assert.NotEqual(Build(Document()).PackageHash, Build(moved).PackageHash);
        Assert.Equal(Build(Document()).BehaviourHash, Build(moved).BehaviourHash);
    }

    [Fact]
    public void Hash_WhenAnInputIsChanged_ThenBothChange()
    {
        var changed = Document();
        changed["root"]!["activities"]![0]!["text"]!["expression"]!["value"] = "other";

        Assert.NotEqual(Build(Document()).PackageHash, Build(changed).PackageHash);
        Assert.NotEqual(Build(Document()).BehaviourHash, Build(changed).BehaviourHash);
    }

    [Theory]
    [InlineData("JavaScript", "getVariable('V')", true)]
    [InlineData("JavaScript", "getOutputFrom('first', 'Result')", false)]
    [InlineData("JavaScript", "getOutputFrom(\"first\")", false)]
    [InlineData("JavaScript", "getOutputFrom('T', 'Result')", true)]
    [InlineData("JavaScript", "getOutputFrom('fi' + 'rst')", false)]
    [InlineData("JavaScript", "[getOutputFrom('T'), getOutputFrom(`first`)]", false)]
    [InlineData("JavaScript", "const f = getOutputFrom; f('first')", false)]
    [InlineData("Output", "first.Result", false)]
    [InlineData("Output", "T.Result", true)]
    public void Hash_WhenAStepIsNamed_ThenTheBehaviourIsOtherOnlyIfAnExpressionFindsStepsByName(string type, string value, bool isSame)
    {
        var (unnamed, named) = (Reading(), Reading());
        unnamed["root"]!["activities"]![1]!["name"] = "second";
        unnamed["root"]!["activities"]![0]!["name"] = "first";
        named["root"]!["activities"]![1]!["name"] = "first";
        named["root"]!["activities"]![0]!["name"] = "second";
        var (before, after) = (Build(unnamed), Build(named));

        Assert.NotEqual(before.PackageHash, after.PackageHash);
        Assert.Equal(isSame, before.BehaviourHash == after.BehaviourHash);
        var difference = BehaviourDifference.Between(before, after).Changes;
        Assert.Equal(isSame ? [] : ["A.name", "T.name"], difference.Select(c => $"{c.StepId}.{c.Name}").Order());

        JsonObject Reading() =>
            Flow(Task("A"), Task("T"), Node("Elsa.WriteLine", "W", ("text", Value(type, value)))).Arrows("A-T T-W")
                .Variable("V", "String", "é").Document();
    }

    [Fact]
    public void Hash_WhenAFormIsChanged_ThenItChanges() => Assert.NotEqual(
        Build(Document(), Form("""{"title":"a"}""")).PackageHash, Build(Document(), Form("""{"title":"b"}""")).PackageHash);

    [Fact]
    public void Open_WhenBytesAreThoseBuilt_ThenEverythingIsThere()
    {
        var built = Builder.Build(Bytes(Document()), Form("{}"), null, new Dictionary<string, string> { ["c"] = "h" });
        var opened = WorkflowPackage.Open(built.Bytes, built.PackageHash);

        Assert.Equal((built.BehaviourHash, "test", 1, "Test"), (opened.BehaviourHash, opened.DefinitionId, opened.Version, opened.Name));
        Assert.Equal("h", opened.Children["c"]);
        Assert.Equal(["Elsa.Flowchart", "Elsa.WriteLine", "Test.Task"], opened.Activities.Select(a => a.Type));
        Assert.True(opened.Forms.ContainsKey("questionnaire.v1"));
        Assert.Equal(built.PackageHash, new GraphCache(TestRun.Registry).Add(opened).PackageHash);
    }

    [Fact]
    public void Open_WhenAByteWasChanged_ThenRefuses()
    {
        var built = Build(Document());
        var bytes = built.Bytes.ToArray();
        bytes[Array.IndexOf(bytes, (byte)'A')] = (byte)'Z';

        Assert.Contains("was changed",
            Assert.Throws<PackageException>(() => WorkflowPackage.Open(bytes, built.PackageHash)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"format\":1}", "canonical")]
    [InlineData("{\"format\":2}", "format")]
    [InlineData("{\"format\":1}", "cannot be read")]
    [InlineData("nonsense", "cannot be read")]
    public void Open_WhenBytesAreNoPackage_ThenRefuses(string text, string words) => Assert.Contains(
        words,
        Assert.Throws<PackageException>(() => WorkflowPackage.Open(Encoding.UTF8.GetBytes(text))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Compile_WhenAPinnedActivityHasAnotherDescriptor_ThenRefuses()
    {
        var text = Encoding.UTF8.GetString(Build(Document()).Bytes.Span);
        var pin = JsonNode.Parse(text)!["activities"]![1]!["descriptorHash"]!.ToString();
        var forged = WorkflowPackage.Open(Encoding.UTF8.GetBytes(text.Replace(pin, new string('0', 64), StringComparison.Ordinal)));

        Assert.Contains("signed for another",
            Assert.Throws<PackageException>(() => forged.Compile(TestRun.Registry)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WhenTheDefinitionIsRefused_ThenListsWhy() => Assert.Equal(
        "activity.unreachable",
        Assert.Throws<DefinitionException>(() => Build(Flow(Line("A"), Line("B")).Document())).Problems[0].Code);

    [Fact]
    public void Build_WhenAChildIsNotPinned_ThenRefuses() => Assert.Equal(
        "child.unpinned",
        Assert.Throws<DefinitionException>(() => Build(
            Flow(Node("Elsa.ExecuteWorkflow", "C", ("workflowDefinitionId", Literal("kid")))).Document())).Problems[0].Code);

    private static JsonObject Document() =>
        Flow(Line("A"), Task("T")).Arrows("A-T").Variable("V", "String", "é").Document();

    private static WorkflowPackage Build(JsonObject document, Dictionary<string, JsonElement>? forms = null) =>
        Builder.Build(Bytes(document), forms);

    private static Dictionary<string, JsonElement> Form(string json) =>
        new() { ["questionnaire.v1"] = JsonSerializer.Deserialize<JsonElement>(json) };

    private static byte[] Bytes(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document);
}
