using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Replaying;

namespace Becs.Activities.Tests.Replaying;

/// <summary>The scenarios shipped with each workflow: each goes the way it says, and together they take every branch.</summary>
public sealed class ShippedScenarioTests
{
    public static TheoryData<string> Processes { get; } = [.. Shipped.Files.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Scenarios_GoTheWayTheySay(string process)
    {
        var runs = await RunAsync(process, Of(process));

        Assert.All(runs, r => Assert.True(r.IsAsExpected,
            $"{r.Scenario.Name}: {r.Result.End} {r.Result.Missing} {r.Result.Fault} at {r.FirstDifference}: {string.Join(' ', r.Path)}"));
        Assert.All(runs, r => Assert.Equal(process, r.Scenario.Workflow));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task Scenarios_TakeEveryStepAndBranch(string process)
    {
        var runs = await RunAsync(process, Of(process));
        var coverage = ReplayCoverage.Of(Shipped.Graph(process), [.. runs.Select(r => r.Result)]);

        Assert.Empty(coverage.MissingSteps);
        Assert.Empty(coverage.MissingBranches.Select(b => b.ToString()));
        Assert.Equal(100, coverage.BranchPercent);
        Assert.True(coverage.Faultable.Count == 0 || coverage.MissingFaults.Count < coverage.Faultable.Count, "No step fails in any scenario.");
    }

    [Theory]
    [InlineData("component-release", "blocked-too-long", "ReviewBlocked:Discard ReviewBlocked:KeepWaiting WaitForChange:TimedOut")]
    [InlineData("donor-eligibility", "number-refused", "Assign:Refused")]
    [InlineData("order-and-issue", "emergency-returned-unfit", "EmergencyReturn:Unfit")]
    public async Task Coverage_WhenAScenarioIsTakenAway_ThenItsBranchesAreMissing(string process, string name, string missing)
    {
        var runs = await RunAsync(process, Of(process).Where(s => s.Name != name));
        var coverage = ReplayCoverage.Of(Shipped.Graph(process), [.. runs.Select(r => r.Result)]);

        Assert.Equal(missing, string.Join(' ', coverage.MissingBranches.Select(b => b.ToString()).Order(StringComparer.Ordinal)));
        Assert.True(coverage.BranchPercent < 100);
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void Scenarios_WrittenAndReadAgain_AreTheSame(string process) => Assert.All(Of(process), s =>
    {
        var written = ScenarioFile.Write(s);
        var again = ScenarioFile.Read(System.Text.Encoding.UTF8.GetBytes(written));
        Assert.Equal(written, ScenarioFile.Write(again));
        Assert.Equal(s.Path, again.Path);
        Assert.Equal(s.Script.Answers.Select(a => (a.Meaning, a.Outcome, a.StepId, a.At, a.Fault)),
            again.Script.Answers.Select(a => (a.Meaning, a.Outcome, a.StepId, a.At, a.Fault)));
        Assert.Equal((s.Script.StartedAt, s.Script.EndsAt, s.Script.TriggerActivityId), (again.Script.StartedAt, again.Script.EndsAt, again.Script.TriggerActivityId));
    });

    private static IReadOnlyList<Scenario> Of(string process) =>
        ScenarioFile.ReadFolder(Path.Combine(Path.GetDirectoryName(Shipped.Files[process])!, "scenarios"));

    private static async Task<IReadOnlyList<ScenarioRun>> RunAsync(string process, IEnumerable<Scenario> scenarios) =>
        await ScenarioRun.RunAsync(Shipped.Graph(process), scenarios, TestContext.Current.CancellationToken);
}
