using System.Text.Json.Nodes;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Activities;

/// <summary>Fork, Switch and ParallelForEach: branches that are children.</summary>
public sealed class BranchActivityTests
{
    [Fact]
    public async Task Fork_WhenWaitAll_ThenGoesOnAfterTheLastBranch()
    {
        var run = await new TestRun(Of(Sequence("S", Fork("WaitAll"), Line("E")))).StartAsync();
        Assert.Equal("S:Running F:Running A:Running B:Running", run.Steps);
        await run.ResumeAsync("B");
        Assert.Equal("Running/Suspended", run.Status);
        await run.ResumeAsync("A");

        Assert.Equal(("Finished/Finished", "S F A B E"), (run.Status, run.Steps));
        Assert.Empty(run.World.Effects);
    }

    [Fact]
    public async Task Fork_WhenWaitAny_ThenTheFirstBranchCancelsTheOthers()
    {
        var run = await new TestRun(Of(Sequence("S", Fork("WaitAny"), Line("E")))).StartAsync();
        await run.ResumeAsync("B");

        Assert.Equal(("Finished/Finished", "S F A:Canceled B E"), (run.Status, run.Steps));
        Assert.Equal(["withdrawn A"], run.World.Effects);
    }

    [Fact]
    public async Task Fork_WhenItHasNoBranches_ThenGoesOn() =>
        Assert.Equal("Finished/Finished", (await new TestRun(Of(Node("Elsa.Fork", "F"))).StartAsync()).Status);

    [Theory]
    [InlineData("MatchFirst", 1, "W A")]
    [InlineData("MatchFirst", 9, "W Z")]
    [InlineData("MatchAny", 1, "W A B")]
    [InlineData("MatchAny", 2, "W B")]
    public async Task Switch_WhenModeIs_ThenRunsThoseCases(string mode, int number, string expected)
    {
        var run = await new TestRun(Of(Node("Elsa.Switch", "W",
            ("cases", new JsonArray(
                Case("one", $"{number} == 1", Line("A")), Case("small", $"{number} < 3", Line("B")),
                Case("nothing", $"{number} == 1", null))),
            ("mode", Literal(mode)), ("default", Line("Z"))))).StartAsync();

        Assert.Equal(("Finished/Finished", expected), (run.Status, run.Steps));
    }

    [Fact]
    public void Switch_WhenACaseDoesNotParse_ThenItsPathIsNamed()
    {
        var problems = new Becs.Workflows.Definitions.DefinitionValidator(TestRun.Registry).Validate(
            Of(Node("Elsa.Switch", "W", ("cases", new JsonArray(
                Case("a", "true", Line("A")), Case("b", "1 +", Node("No.Such", "B")))))).Parse());

        Assert.Equal(["$.root.cases[1].activity"], problems.Select(p => p.Path));
    }

    [Fact]
    public async Task ParallelForEach_WhenBodiesWait_ThenEachKeepsItsOwnValue()
    {
        var run = await new TestRun(Of(Sequence("S",
            Node("Elsa.ParallelForEach", "P", ("items", Value("Object", "[\"x\",\"y\",\"z\"]")),
                ("body", Sequence("B", Task("T"), SetVariable("V", "All",
                    "(getVariable('All') || '') + getVariable('CurrentValue') + getCurrentIndex()")))),
            Line("E"))).Variable("All")).StartAsync();
        var tasks = run.BookmarksOf("T").ToArray();
        Assert.Equal(3, tasks.Length);

        foreach (var bookmark in tasks.Reverse())
        {
            await run.SendAsync(new Becs.Workflows.Running.BurstStimulus.ResumeBookmark(bookmark));
        }

        Assert.Equal(("Finished/Finished", "z2y1x0"), (run.Status, run.Variable("All")));
        Assert.EndsWith("E", run.Steps, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "Finished/Finished")]
    [InlineData("[1]", "Running/Suspended")]
    public async Task ParallelForEach_WhenItemsAre_ThenWaitsOnlyForBodies(string items, string expected)
    {
        var run = await new TestRun(Of(
            Node("Elsa.ParallelForEach", "P", ("items", Value("Object", items)), ("body", Task("T"))))).StartAsync();

        Assert.Equal(expected, run.Status);
    }

    [Fact]
    public async Task Break_WhenInsideAParallelLoop_ThenTheOtherBodiesAreWithdrawn()
    {
        var run = await new TestRun(Of(Sequence("S",
            Node("Elsa.ParallelForEach", "P", ("items", Value("Object", "[1,2,3]")),
                ("body", Sequence("B", Task("T"), Node("Elsa.Break", "K")))), Line("E")))).StartAsync();
        await run.ResumeAsync("T");

        Assert.Equal("Finished/Finished", run.Status);
        Assert.Equal(2, run.World.Effects.Count);
    }

    [Fact]
    public async Task ParallelForEach_WhenAThousand_ThenAllJoin()
    {
        var run = await new TestRun(Of(Sequence("S",
            Node("Elsa.ParallelForEach", "P", ("items", Script("Array.from({length: 1000}, (_, i) => i)")), ("body", Line("L"))),
            Line("E")))).StartAsync();

        Assert.Equal(("Finished/Finished", 1003), (run.Status, run.Last.ActivitiesRun));
    }

    /// <summary>In Elsa a container's variables are new for each execution; so the two bodies do not share N.</summary>
    [Fact]
    public async Task Container_WhenItHasVariables_ThenEachExecutionHasItsOwn()
    {
        var body = Sequence("B", Task("T"), SetVariable("V", "N", "getVariable('N') + 1"),
            SetVariable("W", "All", "(getVariable('All') || '') + getVariable('N')"));
        body["variables"] = JsonNode.Parse("""[{"id":"var-N","name":"N","typeName":"Int32","value":"5"}]""");
        var run = await new TestRun(Of(
            Node("Elsa.ParallelForEach", "P", ("items", Value("Object", "[1,2]")), ("body", body))).Variable("All")).StartAsync();
        await run.ResumeAsync("T");
        await run.ResumeAsync("T");

        Assert.Equal(("Finished/Finished", "66"), (run.Status, run.Variable("All")));
    }

    private static JsonObject Fork(string mode) =>
        Node("Elsa.Fork", "F", ("joinMode", mode), ("branches", new JsonArray(Task("A"), Task("B"))));

    private static JsonObject Case(string label, string script, JsonObject? activity) => new()
    {
        ["label"] = label,
        ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script },
        ["activity"] = activity,
    };
}
