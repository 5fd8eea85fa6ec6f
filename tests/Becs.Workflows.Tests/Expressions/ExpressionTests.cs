using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Running;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Expressions;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2", 3L)]
    [InlineData("0.1 + 0.2 > 0.3", true)]
    [InlineData("return 'a' + 'b';", "ab")]
    [InlineData("undefined", null)]
    [InlineData("getVariable('Given')", "g")]
    [InlineData("getGiven() + variables.Given", "gg")]
    [InlineData("setVariable('Made', 5); return getVariable('Made');", 5L)]
    [InlineData("getInput('In')", 4L)]
    [InlineData("getIn() * 2", 8L)]
    [InlineData("getCorrelationId()", "c-1")]
    [InlineData("getWorkflowInstanceId()", "i-1")]
    [InlineData("getWorkflowDefinitionId() + getWorkflowDefinitionVersion()", "test1")]
    [InlineData("Date.now()", 1781078400000L)]
    [InlineData("new Date().toISOString()", "2026-06-10T08:00:00.000Z")]
    [InlineData("isNullOrWhiteSpace(' ') && isNullOrEmpty(null)", true)]
    [InlineData("typeof System + typeof importNamespace + typeof require", "undefinedundefinedundefined")]
    public async Task JavaScript_WhenEvaluated_ThenGives(string code, object? expected) =>
        Assert.Equal(expected, await EvaluateAsync(Script(code)));

    [Fact]
    public async Task JavaScript_WhenItGivesAnObject_ThenItIsKeptAsJson() =>
        Assert.Equal("{\"a\":[1,\"x\",null]}", (await EvaluateAsync(Script("({a:[1,'x',null]})")))!.ToString());

    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("function f() { return f(); } f()")]
    [InlineData("var a = []; while (true) a.push(new Array(10000).fill('x'))")]
    [InlineData("new Array(1e9).fill(0)")]
    [InlineData("throw new Error('no')")]
    [InlineData("nobody()")]
    [InlineData("eval('1+1')")]
    [InlineData("new Function('return 1')()")]
    public async Task JavaScript_WhenItFailsOrRunsAway_ThenTheBurstFaultsAtItsPath(string code)
    {
        var run = await RunAsync(Script(code));

        var incident = run.Last.Fault!.Incident;
        Assert.Equal(("V", "$.root.value"), (incident.ActivityId, incident.Path));
        Assert.Contains("'V'", incident.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Math.random()")]
    [InlineData("newGuid()")]
    public async Task JavaScript_WhenRandom_ThenTheBurstDecides(string code)
    {
        var first = await EvaluateAsync(Script(code));
        Assert.Equal(first, await EvaluateAsync(Script(code)));
        Assert.NotNull(first);
    }

    [Fact]
    public async Task JavaScript_WhenItMakesAGlobal_ThenTheNextScriptDoesNotSeeIt()
    {
        var run = await new TestRun(Of(Sequence("S",
            SetVariable("A", "V", "globalThis.leak = 1"), SetVariable("B", "V", "typeof leak"))).Variable("V")).StartAsync();

        Assert.Equal("undefined", run.Variable("V"));
    }

    [Fact]
    public async Task GetOutputFrom_WhenTheActivityRanInAnEarlierBurst_ThenGivesItsOutput()
    {
        var run = await new TestRun(Of(Sequence("S", Task("T"), Task("U"),
            SetVariable("A", "V", "getOutputFrom('T', 'Result') + getOutputFrom('U')"))).Variable("V")).StartAsync();
        await run.ResumeAsync("T", "one");
        await run.ResumeAsync("U", "two");

        Assert.Equal("onetwo", run.Variable("V"));
    }

    [Theory]
    [InlineData("Literal", "text", "text")]
    [InlineData("Object", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("Variable", "var-Given", "g")]
    [InlineData("Variable", "{\"id\":\"var-Given\",\"name\":\"Given\"}", "g")]
    [InlineData("Input", "In", "4")]
    [InlineData("Input", "{\"name\":\"In\",\"type\":\"Object\"}", "4")]
    public async Task Expression_WhenOfType_ThenGives(string type, string value, string expected) =>
        Assert.Equal(expected, (await EvaluateAsync(Value(type, value)))!.ToString());

    [Fact]
    public async Task Variable_WhenItsDefaultIsText_ThenItIsReadAsItsType()
    {
        var run = await new TestRun(Of(Line("A"))
            .Variable("I", "Int32", "3").Variable("B", "Boolean", "True").Variable("L", "String[]", "[\"a\"]")).StartAsync();

        Assert.Equal((3L, true, "[\"a\"]"), (run.Variable("I"), run.Variable("B"), run.Variable("L")!.ToString()));
    }

    private static async Task<object?> EvaluateAsync(JsonNode value)
    {
        var run = await RunAsync(value);
        Assert.Null(run.Last.Fault);
        return run.Variable("V");
    }

    private static Task<TestRun> RunAsync(JsonNode value) => new TestRun(
        Of(Node("Elsa.SetVariable", "V", ("variable", new JsonObject { ["id"] = "var-V", ["name"] = "V" }), ("value", value)))
            .Variable("V").Variable("Given", "String", "g").Input("In"))
        .StartAsync(new BurstStimulus.Start(
            new Dictionary<string, JsonElement> { ["In"] = JsonSerializer.SerializeToElement(4) }, "c-1", InstanceId: "i-1"));
}
