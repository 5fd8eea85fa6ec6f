using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Tests.Definitions;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Comparing;

public sealed class BehaviourDifferenceTests
{
    private static readonly PackageBuilder Builder = new(TestRun.Registry);

    /// <summary>Kind, step, former and new value of each difference the edit makes.</summary>
    [Theory]
    [InlineData("title", "InputChanged Ask.title Ask -> Ask again")]
    [InlineData("script", "ExpressionChanged Check.condition JavaScript: true -> JavaScript: false")]
    [InlineData("outcomes", "OutcomesChanged Ask.outcomes [\"Yes\",\"No\"] -> [\"Yes\",\"No\",\"Later\"]")]
    [InlineData("due", "TimerChanged Wait.timeSpan 01:00:00 -> 02:00:00")]
    [InlineData("reroute", "Rerouted Ask.No Again -> Done")]
    [InlineData("arrow", "ArrowAdded Ask.Yes  -> Done")]
    [InlineData("no arrow", "ArrowRemoved Ask.No Again -> ")]
    [InlineData("step", "StepAdded New.  -> Elsa.WriteLine|ArrowAdded Wait.Done  -> New")]
    [InlineData("no step", "StepRemoved Again. Elsa.WriteLine -> |ArrowRemoved Ask.No Again -> |ArrowRemoved Again.Done Ask -> |ArrowRemoved Check.False Again -> ")]
    [InlineData("rename", "StepRenamed Twice.id Again -> Twice")]
    [InlineData("retype", "StepRetyped Again.type Elsa.WriteLine -> Test.Act|InputChanged Again.text Again -> ")]
    [InlineData("variable", "VariableChanged .N")]
    [InlineData("new variable", "VariableAdded .M")]
    [InlineData("output", "OutputChanged Ask.result N -> M|VariableAdded .M")]
    [InlineData("join", "JoinChanged Done.mergeMode  -> Race")]
    [InlineData("start", "StartChanged Flowchart1.start  -> Check")]
    [InlineData("trigger", "StartChanged Check.canStartWorkflow  -> true")]
    [InlineData("order", "OrderChanged Flowchart1.connections")]
    [InlineData("argument", "ArgumentAdded .In")]
    [InlineData("definition", "DefinitionChanged .outcomes")]
    public void Between_WhenOneThingIsEdited_ThenSaysJustThat(string edit, string expected)
    {
        var difference = Between(Sound(), Edited(edit));

        Assert.Equal(expected.Split('|'), difference.Changes.Select(c =>
        {
            var all = $"{c.Kind} {c.StepId}.{c.Name} {c.Before} -> {c.After}";
            return c.StepId is null || c.Name == "connections" ? all.Split(' ')[0] + " " + all.Split(' ')[1] : all;
        }));
    }

    [Theory]
    [InlineData("form", BehaviourChangeKind.FormChanged, "$.forms['ask.v1.json'].required[0]")]
    [InlineData("no form", BehaviourChangeKind.FormRemoved, "$.forms['ask.v1.json']")]
    [InlineData("table", BehaviourChangeKind.TableChanged, "$.tables['limits'].max")]
    [InlineData("child", BehaviourChangeKind.ChildChanged, "$.children['other']")]
    public void Between_WhenFormTableOrChildIsEdited_ThenSaysWhere(string edit, BehaviourChangeKind kind, string path)
    {
        var difference = BehaviourDifference.Between(WithParts(""), WithParts(edit));

        var change = Assert.Single(difference.Changes);
        Assert.Equal((kind, path), (change.Kind, change.Path));
    }

    [Fact]
    public void Between_WhenANewVersionOfAFormTakesItsPlace_ThenSaysWhatItAsksElse()
    {
        var before = Form(("ask.v1", ["a", "b"]));

        var added = BehaviourDifference.Between(before, Form(("ask.v1", ["a", "b"]), ("ask.v2", ["a", "b", "c"]))).Changes;
        Assert.Equal(
            [(BehaviourChangeKind.FormAdded, "$.forms['ask.v2']", null), (BehaviourChangeKind.FormChanged, "$.forms['ask.v2'].required[2]", "\"c\"")],
            added.Select(c => (c.Kind, c.Path, c.After)));
        var replaced = BehaviourDifference.Between(before, Form(("ask.v3", ["b"]))).Changes;
        Assert.Equal(
            [(BehaviourChangeKind.FormRemoved, "$.forms['ask.v1']"), (BehaviourChangeKind.FormAdded, "$.forms['ask.v3']"),
                (BehaviourChangeKind.FormChanged, "$.forms['ask.v3'].required[0]")],
            replaced.Select(c => (c.Kind, c.Path)));
        var back = BehaviourDifference.Between(Form(("ask.v1", ["a"]), ("ask.v2", ["a", "b"])), Form(("ask.v1", ["a"]))).Changes;
        Assert.Equal(
            [(BehaviourChangeKind.FormRemoved, "$.forms['ask.v2']"), (BehaviourChangeKind.FormChanged, "$.forms['ask.v1'].required[1]")],
            back.Select(c => (c.Kind, c.Path)));
        Assert.Equal(BehaviourChangeKind.FormAdded, Assert.Single(BehaviourDifference.Between(before, Form(("ask.v1", ["a", "b"]), ("other.v1", ["z"]))).Changes).Kind);

        static WorkflowPackage Form(params (string Key, string[] Required)[] forms) => Builder.Build(
            Encoding.UTF8.GetBytes(Sound().ToJsonString()), forms.ToDictionary(f => f.Key, f => JsonSerializer.SerializeToElement(new { required = f.Required })));
    }

    [Fact]
    public void Between_WhenARowComesAndAnotherGoes_ThenSaysWhich()
    {
        static WorkflowPackage Of(params int[] rows) => Builder.Build(Encoding.UTF8.GetBytes(Sound().ToJsonString()), null,
            new Dictionary<string, JsonElement> { ["limits"] = JsonSerializer.SerializeToElement(new { rows = rows.Select(r => new { most = r }) }) });

        Assert.Equal([("$.tables['limits'].rows[1]", null, "{\"most\":9}")],
            BehaviourDifference.Between(Of(1, 2), Of(1, 9, 2)).Changes.Select(c => (c.Path, c.Before, c.After)));
        Assert.Equal([("$.tables['limits'].rows[0]", "{\"most\":1}", null)],
            BehaviourDifference.Between(Of(1, 2), Of(2)).Changes.Select(c => (c.Path, c.Before, c.After)));
        Assert.Equal([("$.tables['limits'].rows[1].most", "2", "3")],
            BehaviourDifference.Between(Of(1, 2), Of(1, 3)).Changes.Select(c => (c.Path, c.Before, c.After)));
    }

    [Fact]
    public void Way_OfAChangedStep_IsAShortestOneFromTheStart()
    {
        var change = Assert.Single(Between(Sound(), Edited("due")).Changes);

        Assert.Equal("Check:True Ask:Yes Wait", string.Join(' ', change.Way));
        Assert.Equal("$.root.activities[2].timeSpan", change.Path);
        Assert.Equal("Compare.TimerChanged", change.SentenceKey);
        Assert.Equal(["Wait", "timeSpan", "01:00:00", "02:00:00"], change.Arguments);
    }

    [Fact]
    public void Way_OfARemovedStep_IsInTheOlderDefinition()
    {
        var change = Between(Sound(), Edited("no step")).Changes.First(c => c.Kind == BehaviourChangeKind.StepRemoved);

        Assert.Equal("Check:False Again", string.Join(' ', change.Way));
    }

    [Fact]
    public void Between_WhenAStepIsAddedInsideASequence_ThenItsWayLeadsIn()
    {
        var before = Of(Sequence("S", Line("A"), Line("B"))).Document();
        var after = Of(Sequence("S", Line("A"), Line("X"), Line("B"))).Document();

        var change = Assert.Single(Between(before, after).Changes);

        Assert.Equal(BehaviourChangeKind.StepAdded, change.Kind);
        Assert.Equal("A X", string.Join(' ', change.Way));
    }

    [Fact]
    public void Between_WhenASequenceIsReordered_ThenSaysSo()
    {
        var change = Assert.Single(Between(
            Of(Sequence("S", Line("A"), Line("B"))).Document(), Of(Sequence("S", Line("B"), Line("A"))).Document()).Changes);

        Assert.Equal((BehaviourChangeKind.OrderChanged, "A, B", "B, A"), (change.Kind, change.Before, change.After));
    }

    [Fact]
    public void Between_WhenABranchIsMovedToTheOther_ThenItMoved()
    {
        JsonObject Branch(string slot) => Of(Node("Elsa.If", "If", ("condition", Script("true")), (slot, Line("A")))).Document();

        var change = Assert.Single(Between(Branch("then"), Branch("else")).Changes);

        Assert.Equal((BehaviourChangeKind.StepMoved, "If.then", "If.else"), (change.Kind, change.Before, change.After));
    }

    /// <summary>Whatever is edited: an empty difference and an equal behaviour hash are one thing, and every difference has a name.</summary>
    [Fact]
    public void Between_WhenAnythingIsEdited_ThenIsEmptyExactlyWhenTheHashIsTheSame()
    {
        var dice = new Dice(4);
        var compared = 0;
        for (var i = 0; i < 300; i++)
        {
            var document = GeneratedDefinitions.Make(dice);
            var edited = (JsonObject)document.DeepClone();
            RandomEdit.Make(dice, edited);
            if (TryBuild(document) is not { } before || TryBuild(edited) is not { } after)
            {
                continue;
            }

            compared++;
            var difference = BehaviourDifference.Between(before, after);
            Assert.Equal(before.BehaviourHash == after.BehaviourHash, difference.IsEmpty);
            Assert.DoesNotContain(difference.Changes, c => c.Kind == BehaviourChangeKind.Other);
            Assert.Equal(difference.Changes.Count, BehaviourDifference.Between(before, after).Changes.Count);
        }

        Assert.True(compared > 40, $"Only {compared} edits gave a sound definition.");
    }

    [Fact]
    public void Between_WhenOnlyLayoutAndTextsAreEdited_ThenNothingChanges()
    {
        var dice = new Dice(5);
        for (var i = 0; i < 100; i++)
        {
            var document = GeneratedDefinitions.Make(dice);
            var edited = (JsonObject)document.DeepClone();
            RandomEdit.MakeLayout(dice, edited);
            if (TryBuild(document) is { } before)
            {
                var difference = BehaviourDifference.Between(before, TryBuild(edited)!);

                Assert.True(difference.IsEmpty, string.Join('\n', difference.Changes));
            }
        }
    }

    private static JsonObject Sound() => Flow(
            Decision("Check", "true"),
            Node("Test.Task", "Ask", ("title", Literal("Ask")), ("outcomes", Value("Object", "[\"Yes\",\"No\"]")), ("result", To("N"))),
            Node("Elsa.Delay", "Wait", ("timeSpan", new JsonObject
            {
                ["typeName"] = "TimeSpan",
                ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "01:00:00" },
            })),
            Line("Again"), Node("Test.Task", "Done"))
        .Variable("N").Arrows("Check:True-Ask Ask:Yes-Wait Wait-Done Ask:No-Again Again-Ask Check:False-Again").Document();

    private static JsonObject Edited(string edit)
    {
        var document = Sound();
        var root = document["root"]!;
        var (steps, arrows) = ((JsonArray)root["activities"]!, (JsonArray)root["connections"]!);
        switch (edit)
        {
            case "title": steps[1]!["title"] = Literal("Ask again"); break;
            case "script": steps[0]!["condition"] = Script("false"); break;
            case "outcomes": steps[1]!["outcomes"] = Value("Object", "[\"Yes\",\"No\",\"Later\"]"); break;
            case "due": steps[2]!["timeSpan"]!["expression"]!["value"] = "02:00:00"; break;
            case "reroute": arrows[3]!["target"]!["activity"] = "Done"; break;
            case "arrow": arrows.Add(ArrowOf("Ask", "Yes", "Done")); break;
            case "no arrow": arrows.RemoveAt(3); break;
            case "step": steps.Add(Line("New")); arrows.Add(ArrowOf("Wait", "Done", "New")); break;
            case "no step": steps.RemoveAt(3); arrows.RemoveAt(5); arrows.RemoveAt(4); arrows.RemoveAt(3); break;
            case "rename": Rename(document); break;
            case "retype": steps[3]!["type"] = "Test.Act"; ((JsonObject)steps[3]!).Remove("text"); break;
            case "variable": document["variables"]![0]!["value"] = "5"; break;
            case "new variable" or "output":
                ((JsonArray)document["variables"]!).Add(new JsonObject { ["id"] = "var-M", ["name"] = "M", ["typeName"] = "Object" });
                steps[1]!["result"] = edit == "output" ? To("M") : To("N");
                break;
            case "join": steps[4]!["customProperties"]!["mergeMode"] = "Race"; break;
            case "start": root["start"] = "Check"; break;
            case "trigger": steps[0]!["customProperties"]!["canStartWorkflow"] = true; break;
            case "order": (arrows[0], arrows[5]) = (arrows[5]!.DeepClone(), arrows[0]!.DeepClone()); break;
            case "argument": ((JsonArray)document["inputs"]!).Add(new JsonObject { ["name"] = "In", ["type"] = "Object" }); break;
            case "definition": document["outcomes"] = new JsonArray("Approved"); break;
            default: throw new ArgumentOutOfRangeException(nameof(edit), edit, "no such edit");
        }

        return document;
    }

    private static void Rename(JsonObject document)
    {
        foreach (var place in All(document).OfType<JsonObject>().ToList())
        {
            foreach (var (name, value) in place.ToArray())
            {
                if (name is "id" or "activity" && value is JsonValue text && text.ToString() == "Again")
                {
                    place[name] = "Twice";
                }
            }
        }
    }

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(All).Prepend(o),
        JsonArray a => a.OfType<JsonNode>().SelectMany(All).Prepend(a),
        _ => [node],
    };

    private static JsonObject ArrowOf(string source, string port, string target) => new()
    {
        ["source"] = new JsonObject { ["activity"] = source, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = target, ["port"] = "In" },
        ["vertices"] = new JsonArray(),
    };

    private static WorkflowPackage WithParts(string edit)
    {
        var forms = new Dictionary<string, JsonElement>();
        if (edit != "no form")
        {
            forms["ask.v1.json"] = JsonSerializer.SerializeToElement(new { required = new[] { edit == "form" ? "b" : "a" } });
        }

        var tables = new Dictionary<string, JsonElement> { ["limits"] = JsonSerializer.SerializeToElement(new { max = edit == "table" ? 2 : 1 }) };
        var children = new Dictionary<string, string> { ["other"] = edit == "child" ? "bb" : "aa" };
        return Builder.Build(Encoding.UTF8.GetBytes(Sound().ToJsonString()), forms, tables, children);
    }

    private static BehaviourDifference Between(JsonObject before, JsonObject after) =>
        BehaviourDifference.Between(TryBuild(before, true)!, TryBuild(after, true)!);

    private static WorkflowPackage? TryBuild(JsonObject document, bool mustWork = false)
    {
        try
        {
            return Builder.Build(Encoding.UTF8.GetBytes(document.ToJsonString()));
        }
        catch (Exception e) when (!mustWork && e is Errors.WorkflowEngineException)
        {
            return null;
        }
    }
}
