using System.Text;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Proving;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Proving;

public sealed class ProverTests
{
    /// <summary>Both sides of each construct: R stands where it always comes before G, or where it may not.</summary>
    [Theory]
    [InlineData("sequence", true)]
    [InlineData("sequence turned round", false)]
    [InlineData("if, before", true)]
    [InlineData("if, in one branch", false)]
    [InlineData("if, in both branches", true)]
    [InlineData("switch, in the case alone", false)]
    [InlineData("switch, in every case", true)]
    [InlineData("while, in the body", false)]
    [InlineData("for each, before", true)]
    [InlineData("fork, waits for all", true)]
    [InlineData("fork, waits for any", false)]
    [InlineData("parallel, before", true)]
    [InlineData("parallel, in the body", true)]
    [InlineData("nested flowchart", true)]
    [InlineData("nested flowchart with an end before", false)]
    [InlineData("break before", false)]
    [InlineData("finish before", true)]
    public void Before_InAContainer_IsKeptOnlyIfAlwaysDone(string shape, bool isKept)
    {
        var proof = Prove(Of(Shape(shape)), Before());

        Assert.Equal(isKept, !proof.Violations.Any(v => v.Kind == ViolationKind.NotBefore));
    }

    [Theory]
    [InlineData("WaitAll", true)]
    [InlineData("WaitAny", false)]
    public void Before_BehindAJoin_DependsOnWhatItWaitsFor(string mode, bool isKept)
    {
        var definition = Flow(Node("Elsa.FlowFork", "Fork", ("branches", Value("Object", "[\"A\",\"B\"]"))), Task("R", "R"), Task("N", "N"),
                Join("Join", mode), Task("G", "G"), Node("Elsa.End", "End"))
            .Arrows("Fork:A-R Fork:B-N R-Join N-Join Join-G G-End");

        var proof = Prove(definition, Before());

        Assert.Equal(isKept, proof.Obligations.Single().IsKept);
        Assert.Equal(isKept ? "" : "Fork:A, B N:Done Join:Done G", isKept ? "" : Way(proof));
    }

    [Fact]
    public void Before_WhenASiblingUndoesIt_ThenTheWayTellsThatItBegan()
    {
        var definition = Flow(Task("R", "R"), Node("Elsa.FlowFork", "Fork", ("branches", Value("Object", "[\"A\",\"B\"]"))), Task("U", "U"),
                Task("G", "G"), Join("Join", "WaitAll"), Node("Elsa.End", "End"))
            .Arrows("R-Fork Fork:A-U Fork:B-G U-Join G-Join Join-End");

        var proof = Prove(definition, Before(since: "U"));

        Assert.Equal("R:Done Fork:A, B U G", Way(proof));
    }

    [Fact]
    public void Way_OfAViolation_IsAShortestOne()
    {
        var definition = Flow(Task("A", "N", "Long", "Short"), Task("B", "N"), Task("C", "N"), Task("R", "R", "Done", "Skip"), Task("G", "G"), Node("Elsa.End", "End"))
            .Arrows("A:Long-B B-C C-R A:Short-R R-G R:Skip-G G-End");

        Assert.Equal("A:Short R:Skip G", Way(Prove(definition, Before(outcomes: "\"Done\""))));
    }

    /// <summary>The same record: read in the same place, and not written in between.</summary>
    [Theory]
    [InlineData("getVariable('Id')", "getVariable('Id')", false, true)]
    [InlineData("variables.Id", "getVariable(\"Id\")", false, true)]
    [InlineData("getId()", "return getVariable('Id');", false, true)]
    [InlineData("getInput('In').id", "getInput('In').id", false, true)]
    [InlineData("getVariable('Id')", "getVariable('Other')", false, false)]
    [InlineData("getVariable('Id')", "getVariable('Id') || 1", false, false)]
    [InlineData("getVariable('Id') + ''", "getVariable('Id') + ''", false, false)]
    [InlineData("getInput('In').id", "getInput('In').other", false, false)]
    [InlineData("getVariable('Id')", "getVariable('Id')", true, false)]
    public void Before_OnASubject_MustBeTheSame(string required, string gate, bool isWritten, bool isKept)
    {
        var between = isWritten ? SetVariable("W", "Id", "5") : SetVariable("W", "Other", "5");
        var definition = Flow(TaskOn("R", "R", required), between, TaskOn("G", "G", gate), Node("Elsa.End", "End"))
            .Arrows("R-W W-G G-End").Variable("Id").Variable("Other").Input("In");

        Assert.Equal(isKept, Prove(definition, Before(isSame: true)).IsProven);
    }

    [Theory]
    [InlineData("(() => { setVariable('Id', 5); return 1; })()", false)]
    [InlineData("(() => { setId(5); return 1; })()", false)]
    [InlineData("(() => { setVariable('I' + 'd', 5); return 1; })()", false)]
    [InlineData("(() => { setVariable('Other', 5); return 1; })()", true)]
    public void Before_WhenAScriptInBetweenWrites_ThenTheSubjectIsNotTheSame(string script, bool isKept)
    {
        var definition = Flow(TaskOn("R", "R", "getVariable('Id')"), Decision("D", script), TaskOn("G", "G", "getVariable('Id')"),
                Node("Elsa.End", "End"))
            .Arrows("R-D D:True-G D:False-End G-End").Variable("Id").Variable("Other");

        Assert.Equal(isKept, Prove(definition, Before(isSame: true)).IsProven);
    }

    [Theory]
    [InlineData("Elsa.Event", "eventName", "Something", "NoDeadline Waits")]
    [InlineData("Elsa.RunTask", "taskName", "Something", "NoDeadline Waits")]
    [InlineData("Elsa.Delay", "timeSpan", "01:00:00", "")]
    [InlineData("Elsa.Delay", "timeSpan", "00:00:00", "NoTime Waits")]
    public void Wait_WithoutOwnerOrTime_IsRefused(string type, string input, string value, string expected)
    {
        var definition = Flow(Task("First", "N"), Node(type, "Waits", (input, Literal(value))), Node("Elsa.End", "End")).Arrows("First-Waits Waits-End");

        Assert.Equal(expected, string.Join(' ', Prove(definition, Before()).Violations.Where(v => v.StepId == "Waits").Select(v => $"{v.Kind} {v.StepId}")));
    }

    [Fact]
    public void Outcome_ThatLeadsNowhere_IsADeadEndWithItsWay()
    {
        var violation = Assert.Single(Prove(Flow(Task("T", "N", "Yes", "No"), Node("Elsa.End", "End")).Arrows("T:Yes-End"), Before()).Violations,
            v => v.Kind == ViolationKind.DeadEnd);

        Assert.Equal(("T", "No", "T:No"), (violation.StepId, violation.Name, string.Join(' ', violation.Way)));
    }

    [Fact]
    public void Child_WithTheGate_IsProvenByItself()
    {
        var child = Flow(Task("G", "G"), Node("Elsa.End", "End")).Arrows("G-End").Package(TestRun.Registry);

        var proof = ProveParent(child, [child]);

        var violation = Assert.Single(proof.Violations, v => v.Kind == ViolationKind.NotBefore);
        Assert.Equal(("child", "G"), (violation.Child, violation.StepId));
    }

    [Fact]
    public void Child_ThatIsNotAtHand_IsRefused()
    {
        var child = Flow(Task("N", "N"), Node("Elsa.End", "End")).Arrows("N-End").Package(TestRun.Registry);

        Assert.Contains(ProveParent(child, []).Violations, v => v.Kind == ViolationKind.UnknownChild && v.Name == "child");
        Assert.True(ProveParent(child, [child]).Violations.All(v => v.Kind is ViolationKind.NoOwner or ViolationKind.NoDeadline));
    }

    [Fact]
    public void Prove_WhenThereAreTooManyStates_ThenNothingIsAllowed()
    {
        var definition = Flow(Task("R", "R"), Task("G", "G"), Node("Elsa.End", "End")).Arrows("R-G G-End");
        var prover = new Prover(TestRun.Registry, ObligationReader.Read(Encoding.UTF8.GetBytes(Before())), stateLimit: 3);

        Assert.Contains(prover.Prove(definition.Package(TestRun.Registry)).Violations, v => v.Kind == ViolationKind.TooLarge);
    }

    [Theory]
    [InlineData("""{ "obligations": [{ "id": "a", "says": "", "cites": ["x"], "kind": "before", "gate": { "type": "T" } }] }""")]
    [InlineData("""{ "obligations": [{ "id": "a", "says": "", "cites": [], "kind": "after", "gate": { "type": "T" }, "anyOf": [{ "type": "R" }] }] }""")]
    [InlineData("""{ "obligations": [{ "id": "a", "says": "", "cites": ["x"], "kind": "form", "form": "f" }] }""")]
    [InlineData("""{ "obligations": [{ "id": "a", "says": "", "cites": ["x"], "kind": "never" }] }""")]
    [InlineData("""{ "obligations": [{ "id": "a", "says": "", "cites": ["x"], "kind": "before", "gate": { "type": "T" }, "unless": true }] }""")]
    [InlineData("{}")]
    [InlineData("[")]
    public void Read_WhenAnObligationDemandsNothingOrIsNotUnderstood_ThenIsRefused(string json) =>
        Assert.Throws<ObligationException>(() => ObligationReader.Read(Encoding.UTF8.GetBytes(json)));

    private static JsonObject Shape(string shape) => shape switch
    {
        "sequence" => Sequence("S", Task("R", "R"), Task("G", "G")),
        "sequence turned round" => Sequence("S", Task("G", "G"), Task("R", "R")),
        "if, before" => Sequence("S", Task("R", "R"), If(Task("G", "G"), null)),
        "if, in one branch" => Sequence("S", If(Task("R", "R"), null), Task("G", "G")),
        "if, in both branches" => Sequence("S", If(Task("R", "R"), Task("Q", "R")), Task("G", "G")),
        "switch, in the case alone" => Sequence("S", Switch(null), Task("G", "G")),
        "switch, in every case" => Sequence("S", Switch(Task("Q", "R")), Task("G", "G")),
        "while, in the body" => Sequence("S", Node("Elsa.While", "W", ("condition", Script("true")), ("body", Task("R", "R"))), Task("G", "G")),
        "for each, before" => Sequence("S", Task("R", "R"), Node("Elsa.ForEach", "W", ("body", Task("G", "G")))),
        "fork, waits for all" => Sequence("S", Fork("WaitAll"), Task("G", "G")),
        "fork, waits for any" => Sequence("S", Fork("WaitAny"), Task("G", "G")),
        "parallel, before" => Sequence("S", Task("R", "R"), Node("Elsa.ParallelForEach", "W", ("body", Task("G", "G")))),
        "parallel, in the body" => Node("Elsa.ParallelForEach", "W", ("body", Sequence("S", Task("R", "R"), Task("G", "G")))),
        "nested flowchart" => Sequence("S", Nested("R", "N"), Task("G", "G")),
        "nested flowchart with an end before" => Sequence("S", Nested("N", "R"), Task("G", "G")),
        "break before" => Sequence("S", Node("Elsa.While", "W", ("condition", Script("true")), ("body", Sequence("B", Node("Elsa.Break", "X"), Task("R", "R")))),
            Task("G", "G")),
        "finish before" => Sequence("S", If(Node("Elsa.Finish", "F"), Task("R", "R")), Task("Q", "R"), Task("G", "G")),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "no such shape"),
    };

    private static JsonObject If(JsonObject then, JsonObject? otherwise) =>
        Node("Elsa.If", "If", ("condition", Script("true")), ("then", then), ("else", otherwise));

    private static JsonObject Switch(JsonObject? otherwise) => Node("Elsa.Switch", "W", ("cases", new JsonArray(new JsonObject
    {
        ["label"] = "One",
        ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "true" },
        ["activity"] = Task("R", "R"),
    })), ("default", otherwise));

    private static JsonObject Fork(string mode) =>
        Node("Elsa.Fork", "K", ("joinMode", mode), ("branches", new JsonArray(Task("R", "R"), Task("N", "N"))));

    /// <summary>First by Yes to second, by No to its end.</summary>
    private static JsonObject Nested(string first, string second)
    {
        var flow = (JsonObject)Flow(Task("N1", first, "Yes", "No"), Task("N2", second), Node("Elsa.End", "E")).Arrows("N1:Yes-N2 N1:No-E N2-E")
            .Document()["root"]!.DeepClone();
        flow["id"] = "Inner";
        return flow;
    }

    private static JsonObject Task(string id, string title, params string[] outcomes) => TaskOn(id, title, null, outcomes);

    private static JsonObject TaskOn(string id, string title, string? subject, params string[] outcomes)
    {
        var task = subject is null
            ? Node("Test.Task", id, ("title", Literal(title)))
            : Node(title == "R" ? "Test.Required" : "Test.Gate", id, ("subject", Script(subject)));
        if (outcomes.Length > 0)
        {
            task["outcomes"] = Value("Object", System.Text.Json.JsonSerializer.Serialize(outcomes));
        }

        return task;
    }

    private static string Before(string? since = null, string outcomes = "", bool isSame = false)
    {
        string Step(string title) => isSame
            ? $$"""{ "type": "Test.{{(title == "R" ? "Required" : "Gate")}}", "subject": "subject" }"""
            : $$"""{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["{{title}}"] }] }""";
        return $$"""
            { "obligations": [{ "id": "before", "says": "R before G", "cites": ["test"], "kind": "before", "gate": {{Step("G")}},
              "anyOf": [{{Step("R").Replace("\"where\"", $"\"outcomes\": [{outcomes}], \"where\"", StringComparison.Ordinal)}}],
              "since": [{{(since is null ? "" : Step(since))}}] }] }
            """;
    }

    private static Proof Prove(TestDefinition definition, string obligations) =>
        new Prover(TestRun.Registry, ObligationReader.Read(Encoding.UTF8.GetBytes(obligations))).Prove(definition.Package(TestRun.Registry));

    private static Proof ProveParent(WorkflowPackage child, IReadOnlyList<WorkflowPackage> known)
    {
        var parent = Flow(Task("R", "R"), Node("Elsa.DispatchWorkflow", "Start", ("workflowDefinitionId", Literal("child")),
                ("waitForCompletion", Literal(true))), Node("Elsa.End", "End"))
            .Arrows("R-Start Start-End");
        parent.Children["child"] = child.PackageHash;
        return new Prover(TestRun.Registry, ObligationReader.Read(Encoding.UTF8.GetBytes(Before()))).Prove(parent.Package(TestRun.Registry), known);
    }

    private static string Way(Proof proof) =>
        string.Join(' ', proof.Violations.First(v => v.Kind == ViolationKind.NotBefore).Way);
}

/// <summary>A task about a record, which others need.</summary>
[Attributes.Activity("Test", "Tests", Type = "Required")]
public sealed class RequiredTask : CodeActivity
{
    /// <summary>The record.</summary>
    [Attributes.Input]
    public Models.Input<string>? Subject { get; set; }
}

/// <summary>A gate about a record.</summary>
[Attributes.Activity("Test", "Tests", Type = "Gate")]
public sealed class GateTask : CodeActivity
{
    /// <summary>The record.</summary>
    [Attributes.Input]
    public Models.Input<string>? Subject { get; set; }
}
