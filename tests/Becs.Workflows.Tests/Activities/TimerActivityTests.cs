using Becs.Workflows.Definitions;
using Becs.Workflows.Running;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Activities;

public sealed class TimerActivityTests
{
    [Fact]
    public async Task Timer_WhenDue_ThenGoesOn()
    {
        var run = await new TestRun(Of(Sequence("S", Node("Elsa.Timer", "T", ("interval", Literal("00:30:00"))), Line("E")))).StartAsync();
        var timer = Assert.Single(run.Last.TimersCreated);
        Assert.Equal(run.Now.AddMinutes(30), timer.DueAt);

        await run.SendAsync(new BurstStimulus.TimerDue(timer.BookmarkId));

        Assert.Equal(("Finished/Finished", "S T E"), (run.Status, run.Steps));
    }

    /// <summary>It is 08:00 on Wednesday 10 June 2026.</summary>
    [Theory]
    [InlineData("0 9 * * *", "2026-06-10T09:00:00")]
    [InlineData("0 8 * * *", "2026-06-11T08:00:00")]
    [InlineData("30 0 8 * * *", "2026-06-10T08:00:30")]
    [InlineData("0 7 * * MON", "2026-06-15T07:00:00")]
    [InlineData("0 0 29 2 *", "2028-02-29T00:00:00")]
    public async Task Cron_WhenReached_ThenWaitsForTheNextTime(string cron, string expected)
    {
        var run = await new TestRun(Of(Node("Elsa.Cron", "C", ("cronExpression", Literal(cron))))).StartAsync();

        Assert.Equal(expected, Assert.Single(run.Last.TimersCreated).DueAt.ToString("s"));
    }

    [Theory]
    [InlineData("every day", "no cron expression")]
    [InlineData("0 0 30 2 *", "never comes")]
    [InlineData("", "needs a value")]
    public void Cron_WhenItNamesNoTime_ThenIsRefusedAtItsPath(string cron, string reason)
    {
        var problem = Assert.Single(Problems(Of(Node("Elsa.Cron", "C", ("cronExpression", Literal(cron))))));

        Assert.Equal("$.root.cronExpression", problem.Path);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cron_WhenAScriptGivesNonsense_ThenTheBurstFaults()
    {
        var run = await new TestRun(Of(Node("Elsa.Cron", "C", ("cronExpression", Script("'a b'"))))).StartAsync();

        Assert.Equal("$.root.cronExpression", run.Last.Fault!.Incident.Path);
    }

    /// <summary>From 08:00:00 on; the last two were due at 07:30 and missed, with whatever was due since.</summary>
    [Theory]
    [InlineData("Elsa.Timer", "interval", "00:20:00", null, "2026-06-10T08:20:00")]
    [InlineData("Elsa.Timer", "interval", "00:20:00", "2026-06-10T07:30:00Z", "2026-06-10T08:10:00")]
    [InlineData("Elsa.Timer", "interval", "00:20:00", "2026-06-10T07:40:00Z", "2026-06-10T08:20:00")]
    [InlineData("Elsa.Cron", "cronExpression", "0 9 * * *", null, "2026-06-10T09:00:00")]
    [InlineData("Elsa.Cron", "cronExpression", "*/5 * * * *", "2026-06-10T07:30:00Z", "2026-06-10T08:05:00")]
    [InlineData("Elsa.StartAt", "dateTime", "2027-01-01T00:00:00Z", null, "2027-01-01T00:00:00")]
    [InlineData("Elsa.StartAt", "dateTime", "2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z", null)]
    [InlineData("Elsa.StartAt", "dateTime", "2026-06-10T08:00:00Z", null, null)]
    public void Timed_WhenAsked_ThenNamesTheNextStart(string type, string input, string value, string? last, string? expected)
    {
        var graph = Flow(Starts(Node(type, "T", (input, Literal(value)))), Line("A")).Arrows("T-A").Compile(TestRun.Registry);

        var next = TriggerIndexer.Timed(graph)["T"].NextAfter(
            new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc), last is null ? null : DateTimeOffset.Parse(last).UtcDateTime);

        Assert.Equal(expected, next?.ToString("s"));
        Assert.Empty(TriggerIndexer.Index(graph));
    }

    [Fact]
    public async Task Timer_WhenItStartsTheWorkflow_ThenItIsOverAtOnce()
    {
        var run = await new TestRun(Flow(Starts(Node("Elsa.Timer", "T", ("interval", Literal("00:20:00")))), Line("A")).Arrows("T-A"))
            .StartAsync(new BurstStimulus.Start(TriggerActivityId: "T"));

        Assert.Equal("Finished/Finished", run.Status);
        Assert.Empty(run.Last.TimersCreated);
    }

    [Theory]
    [InlineData("Elsa.Timer", "interval", "00:00:00.5")]
    [InlineData("Elsa.Timer", "interval", "10675199.00:00:00")]
    public void Timed_WhenItsTimeIsNone_ThenIsRefused(string type, string input, string value)
    {
        var definition = Flow(Starts(Node(type, "T", (input, Literal(value)))), Line("A")).Arrows("T-A");

        Assert.Equal("trigger.timer", Assert.Single(Problems(definition)).Code);
    }

    [Fact]
    public void Timed_WhenItsInputIsAScript_ThenIsRefusedAtItsPath()
    {
        var definition = Flow(Starts(Node("Elsa.Timer", "T", ("interval", Script("'00:20:00'")))), Line("A")).Arrows("T-A");

        Assert.Equal(("trigger.timer", "$.root.activities[0].interval"), Problems(definition) is [var one] ? (one.Code, one.Path) : default);
    }

    private static IReadOnlyList<DefinitionProblem> Problems(TestDefinition definition) =>
        new DefinitionValidator(TestRun.Registry).Validate(definition.Parse());
}
