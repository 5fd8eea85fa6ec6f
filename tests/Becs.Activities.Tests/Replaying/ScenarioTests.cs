using System.Text.Json;
using Becs.Activities.Tests.Bank;
using Becs.Activities.Tests.Proving;
using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Replaying;

namespace Becs.Activities.Tests.Replaying;

/// <summary>Shipped workflows run through by scripts, without a bank.</summary>
public sealed class ScenarioTests
{
    private static readonly DateTime _start = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Release_WhenEverythingIsAnswered_ThenEndsInStock()
    {
        var result = Release("EvaluateRelease:Blocked WaitForFact:Arrived EvaluateRelease:Clear PrintLabel:Printed VerifyLabel:Failed PrintLabel:Printed "
            + "VerifyLabel:Verified ReleaseComponent:Released");

        Assert.Equal(ReplayEnd.Finished, result.End);
        Assert.Equal("ComponentCreated:Done TakeUnit:Done Correlate:Done Evaluate:Blocked WaitForChange:Arrived Evaluate:Clear Print:Printed Verify:Failed "
            + "Print:Printed Verify:Verified Release:Released InStock:Done", string.Join(' ', result.Path));
        Assert.Equal(_start.AddMinutes(8), result.EndedAt);
    }

    [Fact]
    public void Release_WhenTheScriptEnds_ThenWaitsThere()
    {
        var result = Release("EvaluateRelease:Clear PrintLabel:Printed");

        Assert.Equal((ReplayEnd.Waiting, "Verify"), (result.End, Assert.Single(result.WaitsAt)));
    }

    /// <summary>It asks for a verification; history holds only what came after.</summary>
    [Fact]
    public void Release_WhenAnAnswerIsMissing_ThenIsUndecidedByItsName()
    {
        var result = Release("EvaluateRelease:Clear PrintLabel:Printed ReleaseComponent:Released");

        Assert.Equal((ReplayEnd.Undecided, "Becs.VerifyLabel", "Verify"), (result.End, result.Missing, result.StepId));
        Assert.Equal("Becs.ReleaseComponent", Assert.Single(result.Unasked).Meaning);
        Assert.False(result.IsLike(result));
    }

    [Fact]
    public void Release_WhenAnAutomaticStepWasNeverAnswered_ThenIsUndecided()
    {
        var result = Release("PrintLabel:Printed");

        Assert.Equal((ReplayEnd.Undecided, "Becs.EvaluateRelease"), (result.End, result.Missing));
    }

    [Fact]
    public void Release_WhenAnOutcomeIsNoLongerKnown_ThenIsUndecided() =>
        Assert.Equal("Becs.EvaluateRelease:Perhaps", Release("EvaluateRelease:Perhaps").Missing);

    /// <summary>A second check before the release: history never recorded one, and says so by its form.</summary>
    [Fact]
    public void Release_ThroughAVersionWithOneMoreCheck_IsUndecidedByTheNewTask()
    {
        var draft = new Draft("component-release");
        draft.Ask("Second");
        draft.Between("Verify", "Verified", "Second", "Seen");

        var result = Release("EvaluateRelease:Clear PrintLabel:Printed VerifyLabel:Verified ReleaseComponent:Released", draft);

        Assert.Equal((ReplayEnd.Undecided, "Becs.HumanTask/own", "Second"), (result.End, result.Missing, result.StepId));
    }

    [Fact]
    public void Release_ThroughAVersionThatSkipsTheCheck_EndsDifferently()
    {
        const string history = "EvaluateRelease:Clear PrintLabel:Printed VerifyLabel:Failed PrintLabel:Printed VerifyLabel:Verified ReleaseComponent:Released";
        var draft = new Draft("component-release");
        draft.Arrow("Verify", "Failed")["target"]!["activity"] = "Release";

        var (old, @new) = (Release(history), Release(history, draft));

        Assert.Equal("Verify:Failed Release:Released InStock:Done", string.Join(' ', @new.Path.TakeLast(3)));
        Assert.False(old.IsLike(@new));
        Assert.True(old.IsLike(Release(history)));
    }

    /// <summary>The order of answers decides what a join still waits for.</summary>
    [Fact]
    public void Emergency_WhenAnsweredInAnyOrder_ThenEndsWhenAllIsDone()
    {
        var graph = Shipped.Graph("order-and-issue");
        var result = Run(graph, "UnitRequested", "ReadRequest:Emergency ProposeUnit:Proposed EmergencyIssue:Issued ReportFate:Transfused "
            + "Crossmatch:Incompatible HumanTask/call-physician:Called SignEmergency:Signed", new { orderId = "o", requestId = "r", lineNumber = 1, ordinal = 1 });

        Assert.Equal(ReplayEnd.Finished, result.End);
        Assert.Equal("EmergencyFate:Transfused RetroCrossmatch:Incompatible CallPhysician:Called SignEmergency:Signed Join:Done EmergencyEnded:Done",
            string.Join(' ', result.Path.TakeLast(6)));
    }

    [Fact]
    public void Coverage_NamesTheBranchesNobodyTook()
    {
        var graph = Shipped.Graph("component-release");
        var coverage = ReplayCoverage.Of(graph, [Release("EvaluateRelease:Clear PrintLabel:Printed VerifyLabel:Verified ReleaseComponent:Released")]);

        Assert.Contains("WaitForChange", coverage.MissingSteps);
        Assert.Contains("WaitForChange:TimedOut", coverage.MissingBranches.Select(b => b.ToString()));
        Assert.DoesNotContain("Verify:Verified", coverage.MissingBranches.Select(b => b.ToString()));
        Assert.Equal(30, coverage.BranchPercent);
    }

    private static ReplayResult Release(string answers, Draft? draft = null) => Run(
        draft?.Build().Compile(Shipped.Registry) ?? Shipped.Graph("component-release"), "ComponentCreated", answers, new { unitId = "u" });

    private static ReplayResult Run(Becs.Workflows.Definitions.WorkflowGraph graph, string trigger, string answers, object body) =>
        SameAgain.Run(graph, new ReplayScript
        {
            StartedAt = _start,
            TriggerActivityId = trigger,
            Input = new Dictionary<string, JsonElement> { ["Event"] = JsonSerializer.SerializeToElement(body) },
            Answers = [.. answers.Split(' ').Select((a, i) => new ReplayAnswer("Becs." + a.Split(':')[0], a.Split(':')[1]) { At = _start.AddMinutes(i + 1) })],
        });
}
