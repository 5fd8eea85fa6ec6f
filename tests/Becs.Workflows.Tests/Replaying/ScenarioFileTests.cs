using System.Text;
using Becs.Workflows.Errors;
using Becs.Workflows.Replaying;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Replaying;

public sealed class ScenarioFileTests
{
    private const string Good = """
        {"format": 1, "name": "a-case", "says": "It is done.", "workflow": "test", "startedAt": "2026-06-10T08:00:00Z",
         "answers": [{"of": "Test.Task", "outcome": "Done", "after": "00:30:00"}], "until": "1.00:00:00",
         "expected": {"path": ["Ask:Done"], "end": "finished"}}
        """;

    [Fact]
    public void Read_WhenItIsRight_ThenTimeIsAddedUp()
    {
        var scenario = Read(Good);

        Assert.Equal(new DateTime(2026, 6, 10, 8, 30, 0, DateTimeKind.Utc), Assert.Single(scenario.Script.Answers).At);
        Assert.Equal(new DateTime(2026, 6, 11, 8, 30, 0, DateTimeKind.Utc), scenario.Script.EndsAt);
        Assert.Equal(ReplayEnd.Finished, scenario.End);
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "$.format")]
    [InlineData("a-case", "A case", "$.name")]
    [InlineData("It is done.", " ", "$.says")]
    [InlineData("08:00:00Z", "08:00:00", "$.startedAt")]
    [InlineData("00:30:00", "half an hour", "$.answers[0].after")]
    [InlineData("00:30:00", "-00:30:00", "$.answers[0].after")]
    [InlineData("\"outcome\": \"Done\"", "\"step\": \"Ask\"", "$.answers[0]")]
    [InlineData("\"outcome\": \"Done\"", "\"outcome\": \"Done\", \"fault\": \"x\"", "$.answers[0]")]
    [InlineData("\"finished\"", "\"perhaps\"", "$.expected.end")]
    [InlineData("[\"Ask:Done\"]", "[]", "$.expected.path")]
    [InlineData("\"until\"", "\"untill\"", "untill")]
    [InlineData("\"name\": \"a-case\"", "\"name\": \"a-case\", \"name\": \"b-case\"", "name")]
    [InlineData("\"workflow\": \"test\", ", "", "workflow")]
    public void Read_WhenItIsWrong_ThenSaysWhere(string right, string wrong, string says)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);

        var refused = Assert.Throws<ScenarioException>(() => Read(Good.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenItIsTooLong_ThenIsRefused() =>
        Assert.Throws<ScenarioException>(() => ScenarioFile.Read(new byte[ScenarioFile.Longest + 1]));

    [Fact]
    public async Task Run_WhenAStepFailsAsWritten_ThenTheBurstIsTriedAgain()
    {
        var graph = Flow(Node("Test.Task", "Ask"), Node("Test.ReadFact", "Read", ("key", Literal("k"))), Line("Last")).Arrows("Ask-Read Read-Last").Compile(TestRun.Registry);
        var scenario = Read(Good
            .Replace("\"after\": \"00:30:00\"}", "\"after\": \"00:30:00\"}, {\"of\": \"Test.ReadFact\", \"fault\": \"No answer.\"}, "
                + "{\"of\": \"Test.ReadFact\", \"outcome\": \"Done\", \"after\": \"00:10:00\"}", StringComparison.Ordinal)
            .Replace("[\"Ask:Done\"]", "[\"Ask:Done\", \"Read:Done\", \"Last:Done\"]", StringComparison.Ordinal));

        var run = Assert.Single(await ScenarioRun.RunAsync(graph, [scenario], TestContext.Current.CancellationToken));

        Assert.True(run.IsAsExpected, $"{run.Result.End} {run.Result.Missing} {string.Join(' ', run.Path)}");
        Assert.Equal("Read", Assert.Single(run.Result.Faults));
        Assert.Equal(new DateTime(2026, 6, 10, 8, 40, 0, DateTimeKind.Utc), run.Result.EndedAt);
        Assert.Empty(ReplayCoverage.Of(graph, [run.Result]).MissingFaults);
        Assert.Equal("Read", Assert.Single(ReplayCoverage.Of(graph, []).MissingFaults));
    }

    [Theory]
    [InlineData("00:30:00", ReplayEnd.Waiting)]
    [InlineData("01:00:00", ReplayEnd.Finished)]
    public async Task Run_WhenATimerIsDueLaterThanTheClockMoves_ThenItDoesNotFire(string until, ReplayEnd end)
    {
        var graph = Flow(Node("Test.Task", "Ask"), Node("Elsa.Delay", "Wait", ("timeSpan", Literal("01:00:00"))), Line("Last")).Arrows("Ask-Wait Wait-Last").Compile(TestRun.Registry);

        var run = Assert.Single(await ScenarioRun.RunAsync(
            graph, [Read(Good.Replace("1.00:00:00", until, StringComparison.Ordinal))], TestContext.Current.CancellationToken));

        Assert.Equal(end, run.Result.End);
    }

    private static Scenario Read(string json) => ScenarioFile.Read(Encoding.UTF8.GetBytes(json));
}
