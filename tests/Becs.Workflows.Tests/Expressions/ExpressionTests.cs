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
    [InlineData("setWorkflowInstanceName('n'); return getWorkflowInstanceName();", "n")]
    [InlineData("toJson({a:[1]})", "{\"a\":[1]}")]
    [InlineData("stringFromBase64(stringToBase64('é'))", "é")]
    [InlineData("parseGuid('{018F0000-0000-7000-8000-000000000001}')", "018f0000-0000-7000-8000-000000000001")]
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

    /// <summary>Studio's form of the reference, and the short one.</summary>
    [Theory]
    [InlineData("T", "one")]
    [InlineData("T.Result", "one")]
    [InlineData("{\"activityId\":\"T\",\"outputName\":\"result\"}", "one")]
    public async Task Output_WhenTheActivityRanInAnEarlierBurst_ThenGivesItsOutput(string reference, string expected)
    {
        var run = await new TestRun(Of(Sequence("S", Task("T"), Task("U"),
            Node("Elsa.SetVariable", "V", ("variable", new JsonObject { ["id"] = "var-V", ["name"] = "V" }),
                ("value", Value("Output", reference))))).Variable("V")).StartAsync();
        await run.ResumeAsync("T", "one");
        await run.ResumeAsync("U", "two");

        Assert.Equal(expected, run.Variable("V"));
    }

    [Theory]
    [InlineData("Output", "Nobody.Result")]
    [InlineData("Output", "V.Nothing")]
    [InlineData("Output", "{")]
    [InlineData("Variable", "{")]
    [InlineData("Liquid", "{% if %}")]
    [InlineData("Liquid", "{{ 'a'")]
    [InlineData("Liquid", "{% include 'x' %}")]
    [InlineData("Liquid", "{% nosuch %}")]
    [InlineData("CSharp", "1")]
    [InlineData("Python", "1")]
    [InlineData("Json", "{}")]
    public void Expression_WhenItCannotBeRead_ThenItsPathIsNamed(string type, string value)
    {
        var problem = Assert.Single(new Becs.Workflows.Definitions.DefinitionValidator(TestRun.Registry).Validate(
            Of(Node("Elsa.WriteLine", "V", ("text", Value(type, value)))).Parse()));

        Assert.Equal(("expression.invalid", "$.root.text"), (problem.Code, problem.Path));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{ Variables.Given }}-{{ Input.In }}", "g-4")]
    [InlineData("{{ CorrelationId }} {{ WorkflowInstanceId }} {{ WorkflowDefinitionId }} {{ WorkflowDefinitionVersion }}", "c-1 i-1 test 1")]
    [InlineData("{{ Variables.Thing.a[1].b }}", "2")]
    [InlineData("{% for i in Variables.Thing.a %}[{{ i.b }}]{% endfor %}", "[][2]")]
    [InlineData("{% if Variables.Given == 'g' %}yes{% else %}no{% endif %}", "yes")]
    [InlineData("{{ 'now' | date: 'yyyy-MM-dd HH:mm' }}", "2026-06-10 08:00")]
    [InlineData("{{ 'a-b' | replace: '-', '+' | upcase | append: '!' }}", "A+B!")]
    [InlineData("{% assign n = 3 | plus: 4 %}{{ n }}", "7")]
    [InlineData("{% capture c %}x{{ Variables.Given }}{% endcapture %}{{ c }}{{ c }}", "xgxg")]
    [InlineData("{{ Variables.Given.Length }}{{ Variables.Given.GetType }}{{ Variables.Nobody.at.all }}", "")]
    public async Task Liquid_WhenRendered_ThenGives(string template, string expected) =>
        Assert.Equal(expected, await EvaluateAsync(Value("Liquid", template)));

    [Theory]
    [InlineData("{% for i in (1..100000000) %}x{% endfor %}")]
    [InlineData("{% for i in (1..9999) %}{% for j in (1..9999) %}{% assign a = i %}{% endfor %}{% endfor %}")]
    [InlineData("{% assign a = 'xx' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}")]
    [InlineData("{% assign a = 'xx' %}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}")]
    [InlineData("{% assign a = 'x,y' | split: ',' %}{% for i in (1..60) %}{% assign a = a | concat: a %}{% endfor %}")]
    [InlineData("{% assign a = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign a = a | replace: 'x', a %}{% endfor %}")]
    [InlineData("{% for i in (1..9000) %}{{ Variables.Long }}{% endfor %}")]
    [InlineData("{{ 1 | divided_by: 0 }}")]
    [InlineData("{{ 1 | nosuch }}")]
    public async Task Liquid_WhenItFailsOrRunsAway_ThenTheBurstFaultsAtItsPath(string template)
    {
        var run = await RunAsync(Value("Liquid", template));

        var incident = run.Last.Fault!.Incident;
        Assert.Equal(("V", "$.root.value"), (incident.ActivityId, incident.Path));
    }

    /// <summary>Parsers are recursive: a text that nests deep enough would end the process.</summary>
    [Theory]
    [InlineData("Liquid", "{% if true %}", 40, true)]
    [InlineData("Liquid", "{% if true %}", 60, false)]
    [InlineData("Liquid", "{% if true %}", 5_000, false)]
    [InlineData("JavaScript", "(", 40, true)]
    [InlineData("JavaScript", "(", 20_000, false)]
    [InlineData("JavaScript", "[", 20_000, false)]
    [InlineData("JavaScript", "1+", 20_000, false)]
    [InlineData("JavaScript", "!", 20_000, false)]
    [InlineData("JavaScript", "a=>", 20_000, false)]
    public async Task Expression_WhenItNests_ThenOnlySoDeep(string type, string open, int times, bool isAccepted)
    {
        var close = open switch { "(" => ")", "[" => "]", "{% if true %}" => "{% endif %}", _ => "" };
        var text = string.Concat(Enumerable.Repeat(open, times)) + "1" + string.Concat(Enumerable.Repeat(close, times));
        var definition = Of(Node("Elsa.WriteLine", "V", ("text", Value(type, text))));

        var problems = new Becs.Workflows.Definitions.DefinitionValidator(TestRun.Registry).Validate(definition.Parse());
        Assert.True(problems.Count == 0 || !isAccepted);
        if (problems.Count == 0)
        {
            var run = await new TestRun(definition).StartAsync();
            Assert.Equal(isAccepted, run.Last.Fault is null);
        }
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
            .Variable("V").Variable("Given", "String", "g").Variable("Thing", "Object", JsonNode.Parse("{\"a\":[{},{\"b\":2}]}"))
                .Variable("Long", "String", new string('x', 500)).Input("In"))
        .StartAsync(new BurstStimulus.Start(
            new Dictionary<string, JsonElement> { ["In"] = JsonSerializer.SerializeToElement(4) }, "c-1", InstanceId: "i-1"));
}
