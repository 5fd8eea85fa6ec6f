using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Definitions;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Definitions;

public sealed class DefinitionValidatorTests
{
    private static readonly DefinitionValidator Validator = new(TestRun.Registry);

    [Fact]
    public void Validate_WhenSound_ThenNoProblem() =>
        Assert.Empty(Problems(Flow(Line("A"), Decision("X", "true"), Task("T"), Line("B"))
            .Arrows("A-X X:True-T X:False-B T-B")));

    [Fact]
    public void Validate_WhenActivityTypeIsUnknown_ThenNamesIt() =>
        Refuses(Flow(Line("A"), Node("Elsa.HttpEndpoint", "H")).Arrows("A-H"),
            "activity.unknown", "$.root.activities[1]", "'Elsa.HttpEndpoint' version 1");

    [Fact]
    public void Validate_WhenActivityVersionIsUnknown_ThenNamesIt()
    {
        var line = Line("A");
        line["version"] = 7;
        Refuses(Flow(line), "activity.unknown", "$.root.activities[0]", "version 7");
    }

    [Fact]
    public void Validate_WhenScriptDoesNotParse_ThenNamesItsPath() =>
        Refuses(Flow(Decision("X", "1 +")), "expression.invalid", "$.root.activities[0].condition", "does not parse");

    [Theory]
    [InlineData("CSharp")]
    [InlineData("Python")]
    [InlineData("Sql")]
    public void Validate_WhenExpressionTypeIsNotAccepted_ThenNamesIt(string type) =>
        Refuses(Flow(Node("Elsa.WriteLine", "A", ("text", Value(type, "x")))),
            "expression.invalid", "$.root.activities[0].text", $"'{type}'");

    [Theory]
    [InlineData("Variable", "var-none")]
    [InlineData("Input", "none")]
    public void Validate_WhenReferenceIsNotDeclared_ThenNamesIt(string type, string value) =>
        Refuses(Flow(Node("Elsa.WriteLine", "A", ("text", Value(type, value)))),
            "expression.invalid", "$.root.activities[0].text", "not declared");

    [Fact]
    public void Validate_WhenNothingLeadsToAnActivity_ThenNamesIt() =>
        Refuses(Flow(Line("A"), Line("B")), "activity.unreachable", "$.root.activities[1]", "'B'");

    [Fact]
    public void Validate_WhenATriggerLeadsToAnActivity_ThenItIsReachable() =>
        Assert.Empty(Problems(Flow(
            Starts(Node("Elsa.Event", "E", ("eventName", Literal("x")))),
            Starts(Node("Elsa.Event", "F", ("eventName", Literal("y")))), Line("B")).Arrows("E-B F-B")));

    [Theory]
    [InlineData("A", "Z", "$.root.connections[0].target")]
    [InlineData("Z", "A", "$.root.connections[0].source")]
    public void Validate_WhenAConnectionNamesNoActivity_ThenNamesIt(string source, string target, string path) =>
        Refuses(Flow(Line("A")).Arrow(source, "Done", target), "connection.missingActivity", path, "'Z'");

    [Fact]
    public void Validate_WhenAPortIsNotDeclared_ThenNamesIt() =>
        Refuses(Flow(Decision("X", "true"), Line("B")).Arrows("X:Maybe-B"),
            "connection.unknownPort", "$.root.connections[0].source.port", "'Maybe'");

    [Fact]
    public void Validate_WhenAPortIsADynamicOutcome_ThenItIsDeclared()
    {
        var task = Node("Test.Task", "T", ("outcomes", Value("Object", "[\"Approved\",\"Rejected\"]")));
        Assert.Empty(Problems(Flow(task, Line("B")).Arrows("T:Approved-B")));
        Refuses(Flow((JsonObject)task.DeepClone(), Line("B")).Arrows("T:Perhaps-B"),
            "connection.unknownPort", "$.root.connections[0].source.port", "'Perhaps'");
    }

    [Fact]
    public void Validate_WhenALoopHasNoActivityThatWaits_ThenNamesIt() =>
        Refuses(Flow(Line("A"), Decision("X", "true"), Line("B")).Arrows("A-X X:True-A X:False-B"),
            "flowchart.busyLoop", "$.root.activities[0]", "no activity that waits");

    [Fact]
    public void Validate_WhenALoopHasATask_ThenItIsSound() =>
        Assert.Empty(Problems(Flow(Task("A"), Decision("X", "true"), Line("B")).Arrows("A-X X:True-A X:False-B")));

    [Fact]
    public void Validate_WhenARequiredInputIsMissing_ThenNamesIt() =>
        Refuses(Flow(Node("Elsa.Event", "E")), "input.missing", "$.root.activities[0].eventName", "Event Name");

    [Fact]
    public void Validate_WhenAVariableOfSetVariableIsNotDeclared_ThenNamesIt() =>
        Refuses(Flow(SetVariable("A", "N", "1")), "variable.unknown", "$.root.activities[0].variable", "'N'");

    [Fact]
    public void Validate_WhenAnOutputGoesNowhere_ThenNamesIt() =>
        Refuses(Flow(Node("Test.Task", "T", ("result", To("nowhere")))),
            "output.unknownTarget", "$.root.activities[0].result", "'nowhere'");

    [Fact]
    public void Validate_WhenAnIdIsUsedTwice_ThenNamesIt() =>
        Refuses(Flow(Line("A"), Line("A")), "activity.duplicateId", "$.root.activities[1]", "'A'");

    [Fact]
    public void Validate_WhenAVariableIsDeclaredTwice_ThenNamesIt() =>
        Refuses(Flow(Line("A")).Variable("V").Variable("V"), "variable.duplicate", "$.variables", "'V'");

    [Fact]
    public void Validate_WhenATypeNameIsInside_ThenRefusesIt()
    {
        var line = Line("A");
        line["text"] = new JsonObject { ["$type"] = "System.IO.File", ["expression"] = new JsonObject() };
        Refuses(Flow(line), "json.typeName", "$.root.activities[0].text.$type", "is ever loaded");
    }

    [Theory]
    [InlineData("Elsa.FlowJoin", "mode", "WaitSome")]
    [InlineData("Elsa.Delay", "timeSpan", "soon")]
    public void Validate_WhenALiteralHasTheWrongType_ThenNamesItsPath(string type, string input, string value) =>
        Refuses(Flow(Node(type, "A", (input, Literal(value)))),
            "expression.invalid", "$.root.activities[0]." + input, "cannot be read as");

    [Fact]
    public void Validate_WhenThereAreTooManyActivities_ThenStops()
    {
        var lines = Enumerable.Range(0, 2001).Select(i => Line("A" + i)).ToArray();
        Assert.Contains(Problems(Of(Sequence("S", lines))), p => p.Code == "definition.tooLarge");
    }

    [Theory]
    [InlineData("{", "json.invalid")]
    [InlineData("[]", "json.notAnObject")]
    [InlineData("{}", "root.missing")]
    [InlineData("""{"root":{"type":"Elsa.Flowchart"}}""", "activity.incomplete")]
    [InlineData("""{"root":{"type":"Elsa.Flowchart","id":"f"}}""", "flowchart.empty")]
    public void Validate_WhenItIsNoDefinition_ThenSaysSo(string json, string code) =>
        Assert.Contains(Validator.Validate(Encoding.UTF8.GetBytes(json)), p => p.Code == code);

    private static IReadOnlyList<DefinitionProblem> Problems(TestDefinition definition) =>
        Validator.Validate(JsonSerializer.SerializeToUtf8Bytes(definition.Document()));

    private static void Refuses(TestDefinition definition, string code, string path, string words)
    {
        var problem = Assert.Single(Problems(definition));
        Assert.Equal((code, path), (problem.Code, problem.Path));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }
}
