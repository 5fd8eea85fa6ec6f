using System.Text.Json;
using Becs.Workflows.Replaying;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Replaying;

public sealed class ReplayerTests
{
    private static readonly DateTime Start = new(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(30, "Ask:Done Last:Done")]
    [InlineData(90, "Wait:Done Last:Done")]
    public async Task Run_WhenATimerRacesAnAnswer_ThenTheEarlierWins(int minutes, string end)
    {
        var definition = Flow(Line("First"), Node("Test.Task", "Ask"), Node("Elsa.Delay", "Wait", ("timeSpan", Literal("01:00:00"))),
                Join("Join", "WaitAny"), Line("Last"))
            .Arrows("First-Ask First-Wait Ask-Join Wait-Join Join-Last");

        var result = await RunAsync(definition, new ReplayAnswer("Test.Task", "Done") { At = Start.AddMinutes(minutes) });

        Assert.Equal(ReplayEnd.Finished, result.End);
        Assert.Equal(end, string.Join(' ', result.Path.Where(p => p.StepId is "Ask" or "Wait" or "Last")));
        Assert.Equal(Start.AddMinutes(Math.Min(minutes, 60)), result.EndedAt);
    }

    [Fact]
    public async Task Run_WhenAnAnswerHasOutputs_ThenExpressionsSeeThem()
    {
        var definition = Flow(Node("Test.ReadFact", "Read", ("key", Literal("k")), ("result", To("V"))), Decision("D", "getVariable('V') > 5"),
                Line("High"), Line("Low"))
            .Arrows("Read-D D:True-High D:False-Low").Variable("V");

        var result = await RunAsync(definition,
            new ReplayAnswer("Test.ReadFact", "Done") { Outputs = new Dictionary<string, JsonElement> { ["result"] = JsonSerializer.SerializeToElement(7) } });

        Assert.Equal("Read:Done D:True High:Done", string.Join(' ', result.Path));
    }

    private static TestDefinition Deciding => Flow(Node("Test.ReadFact", "Read", ("key", Literal("k")), ("result", To("V"))),
            SetVariable("Keep", "W", "getVariable('V')"),
            Decision("D", "getVariable('W') > 5"), Line("High"), Line("Low"))
        .Arrows("Read-Keep Keep-D D:True-High D:False-Low").Variable("V").Variable("W");

    /// <summary>Also where it went through another variable first.</summary>
    [Fact]
    public async Task Run_WhenADecisionReadsAnOutputNobodyRecorded_ThenIsUndecidedByItsName()
    {
        var result = await RunAsync(Deciding, new ReplayAnswer("Test.ReadFact", "Done"));

        Assert.Equal((ReplayEnd.Undecided, "Test.ReadFact.result", "D"), (result.End, result.Missing, result.StepId));
        Assert.Equal("Read:Done Keep:Done", string.Join(' ', result.Path));
    }

    [Fact]
    public async Task Run_WhenTheOutputIsKnownNotToBeSet_ThenDecides()
    {
        var result = await RunAsync(Deciding, new ReplayAnswer("Test.ReadFact", "Done") { NotSet = ["result"] });

        Assert.Equal((ReplayEnd.Finished, "D:False"), (result.End, result.Path[2].ToString()));
    }

    [Fact]
    public async Task Run_WhenOnlyAStepOutsideReadsIt_ThenItDoesNotMatter()
    {
        var definition = Flow(Node("Test.ReadFact", "Read", ("key", Literal("k")), ("result", To("V"))),
                Node("Test.ReadFact", "Again", ("key", Script("getVariable('V').key.toString()"))), Line("Last"))
            .Arrows("Read-Again Again-Last").Variable("V");

        Assert.Equal(ReplayEnd.Finished, (await RunAsync(definition, new ReplayAnswer("Test.ReadFact", "Done"), new ReplayAnswer("Test.ReadFact", "Done"))).End);
    }

    [Fact]
    public async Task Run_WhenAStepOfThatIdIsThere_ThenItTakesItsOwnAnswer()
    {
        var definition = Flow(Task("One"), Node("Test.Act", "Two")).Arrows("One-Two");

        var result = await RunAsync(definition,
            new ReplayAnswer("Test.Task", "Done") { StepId = "One" }, new ReplayAnswer("Test.Act", "Done") { StepId = "Gone" });

        Assert.Equal((ReplayEnd.Finished, "One:Done Two:Done"), (result.End, string.Join(' ', result.Path)));
    }

    [Fact]
    public async Task Run_WhenAnExpressionFails_ThenIsFaultedAndSaysWhere()
    {
        var result = await RunAsync(Flow(Decision("D", "nobody.knows"), Line("A")).Arrows("D:True-A D:False-A"));

        Assert.Equal((ReplayEnd.Faulted, "D"), (result.End, result.StepId));
        Assert.NotNull(result.Fault);
    }

    [Fact]
    public async Task Run_WhenACaseGoesRoundForEver_ThenIsFaulted()
    {
        var definition = Flow(Node("Elsa.Delay", "Wait", ("timeSpan", Literal("00:00:01"))), Line("Again")).Arrows("Wait-Again Again-Wait");

        var result = await RunAsync(definition);

        Assert.Equal(ReplayEnd.Faulted, result.End);
    }

    private static async Task<ReplayResult> RunAsync(TestDefinition definition, params ReplayAnswer[] answers) =>
        await new Replayer().RunAsync(definition.Compile(TestRun.Registry), new ReplayScript { StartedAt = Start, Answers = answers },
            TestContext.Current.CancellationToken);
}
