using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.Fakes;

namespace Becs.Domain.Tests.ChangeControl;

/// <summary>What the evidence lacks locks, and what unlocks it.</summary>
public sealed class EvidenceLockTests
{
    private static readonly EvidenceGap Branch = new(EvidenceGapKind.Branch, "Print:Refused");

    [Theory]
    [InlineData("Print:Refused", null, null, "CHG-050", "Print:Refused")]
    [InlineData(null, "Second", null, "CHG-050", "Second")]
    [InlineData(null, null, "released", "CHG-051", "released")]
    public void AcceptAndApprove_WhenScenariosLeaveAGap_ThenLockedUntilItIsJustified(string? branch, string? step, string? scenario, string code, string named)
    {
        foreach (var (state, act) in new[] { ("InReview", "accept"), ("Validated", "approve"), ("EmergencyVerified", "approve") })
        {
            var world = With(state, f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, Some(branch), Some(step), Some(scenario)));

            var refused = Assert.Throws<RuleException>(() => world.Do(act, ChangeWorld.Usual(act)));
            Assert.Equal((code, named), (refused.Code, refused.Facts["gaps"]));
            Assert.Contains(named, refused.Message, StringComparison.Ordinal);

            world.Do("justify", "own1");
            world.Do(act, ChangeWorld.Usual(act));
        }
    }

    /// <summary>What a page says beforehand is what the step says.</summary>
    [Theory]
    [InlineData("InReview", "accept", ChangeAct.Accept, "val1")]
    [InlineData("Validated", "approve", ChangeAct.Approve, "qa1")]
    public void LockOf_WhenAGapIsOpen_ThenItIsWhatTheStepWouldSay(string state, string act, ChangeAct offered, string person)
    {
        var world = With(state, f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, ["Print:Refused"]));

        var refused = Assert.Throws<RuleException>(() => world.Do(act, person));
        var locked = world.LockOf(offered, person);
        Assert.Equal((refused.Code, refused.Facts["gaps"]), (locked?.Code, locked?.Facts["gaps"]));
        Assert.Null(world.LockOf(ChangeAct.Reject, person));

        world.Do("justify", "own1");
        Assert.Null(world.LockOf(offered, person));
    }

    /// <summary>Whoever was first: the approver is told before anybody signs, the reviewer is not kept from reading it.</summary>
    [Fact]
    public void Approve_WhenAnotherVersionWasApprovedSince_ThenLocked()
    {
        var world = With("Validated", f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash));
        Assert.Null(world.LockOf(ChangeAct.Approve, "qa1"));

        world.Newest = world.Candidate;

        Assert.Equal("CHG-020", world.LockOf(ChangeAct.Approve, "qa1")?.Code);
        Assert.Null(world.LockOf(ChangeAct.Refuse, "qa1"));
        Assert.Null(world.LockOf(ChangeAct.Accept, "val1"));
        Refused("CHG-020", () => world.Do("approve", "qa1"));
    }

    /// <summary>One of two gaps is not enough.</summary>
    [Fact]
    public void Accept_WhenOneGapIsLeft_ThenOnlyThatIsNamed()
    {
        var world = With("InReview", f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, ["Print:Refused", "Verify:Failed"]));
        world.Justify("val1", Branch);

        Assert.Equal("Verify:Failed", Assert.Throws<RuleException>(() => world.Do("accept", "val1")).Facts["gaps"]);
    }

    [Fact]
    public void Approve_WhenABlockedCaseWouldBeReleased_ThenLockedUntilEachIsJustified()
    {
        var world = With("Validated", f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, released: ["case-1", "case-2"]));
        var (first, second) = (new EvidenceGap(EvidenceGapKind.BlockToRelease, "case-1"), new EvidenceGap(EvidenceGapKind.BlockToRelease, "case-2"));
        Assert.Equal("case-1, case-2", Refused("CHG-052", () => world.Do("approve", "qa1")).Facts["gaps"]);

        Assert.Equal("CHG-035", Assert.Throws<InputException>(() => world.Justify("own1", first, second)).Code);
        world.Justify("own1", first);
        Assert.Equal("case-2", Refused("CHG-052", () => world.Do("approve", "qa1")).Facts["gaps"]);
        world.Justify("own1", second);
        world.Do("approve", "qa1");

        Assert.Equal(ChangeState.Approved, world.Change.State);
    }

    /// <summary>What another build made of past cases says nothing of this one; one that is not named is another. The same build: nothing changes.</summary>
    [Theory]
    [InlineData("InReview", "accept", ChangeAct.Accept, "val1")]
    [InlineData("Validated", "approve", ChangeAct.Approve, "qa1")]
    public void AcceptAndApprove_WhenAnotherBuildReplayedHistory_ThenLocked(string state, string act, ChangeAct offered, string person)
    {
        foreach (var (build, other) in new[] { ("b1", "unknown"), ("b2", "b1"), ("b1", (string?)null) })
        {
            var world = With(state, f => ByBuild(Evidence.Of(f.Change.Id, f.Candidate.PackageHash), other == "unknown" ? null : "b1", build));
            if (other is null)
            {
                Assert.Null(world.LockOf(offered, person));
                world.Do(act, person);
                continue;
            }

            Assert.Equal(other, Refused("CHG-054", () => world.Do(act, person)).Facts["evidence"]);
            Assert.Equal("CHG-054", world.LockOf(offered, person)?.Code);
        }

        static EvidenceOnFile ByBuild(EvidenceOnFile file, string? made, string now) => file with
        {
            Build = now,
            Evidence = [.. file.Evidence.Select(e => e.Kind != ChangeEvidence.Replay ? e
                : Evidence.Make(e.ChangeId, e.PackageHash, e.Kind, made is null ? new { cases = Array.Empty<object>() } : new { cases = Array.Empty<object>(), build = made }))],
        };
    }

    /// <summary>Validation asks for scenarios alone: history is replayed meanwhile. Approval asks for both.</summary>
    [Fact]
    public void Approve_WhenTheReplayIsNotFinished_ThenLocked()
    {
        var world = With("InReview", f => Without(f, ChangeEvidence.Replay));

        world.Do("accept", "val1");

        Assert.Equal(ChangeEvidence.Replay, Refused("CHG-053", () => world.Do("approve", "qa1")).Facts["evidence"]);
    }

    [Fact]
    public void Accept_WhenThereIsNoEvidence_ThenLocked()
    {
        var world = With("InReview", f => Without(f, ChangeEvidence.Scenarios));

        Assert.Equal(ChangeEvidence.Scenarios, Refused("CHG-053", () => world.Do("accept", "val1")).Facts["evidence"]);
    }

    [Fact]
    public void Accept_WhenTheEvidenceIsNotWhatItsHashSays_ThenLocked()
    {
        var world = With("InReview", f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, ["Print:Refused"]));
        world.File = world.File! with
        {
            Evidence = [.. world.File.Evidence.Select(e => e with { Content = e.Content.Replace("false", "true", StringComparison.Ordinal) })],
        };

        Refused("CHG-053", () => world.Do("accept", "val1"));
    }

    /// <summary>Evidence and justifications of a former submission say nothing of this one.</summary>
    [Fact]
    public void Accept_WhenItWasJustifiedForTheFormerSubmission_ThenLockedAgain()
    {
        var world = With("InReview", f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, ["Print:Refused"]));
        world.Justify("own1", Branch);
        world.Do("reject", "val1");
        world.Do("submitAgain", "own1");
        Refused("CHG-053", () => world.Do("accept", "val1"));
        world.File = Evidence.Of(world.Change.Id, world.Candidate.PackageHash, ["Print:Refused"]) with { Justifications = world.File!.Justifications };

        Refused("CHG-050", () => world.Do("accept", "val1"));
    }

    [Fact]
    public void Approve_WhenByWhoJustifiedAGap_ThenRefused()
    {
        var world = With("InReview", f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, ["Print:Refused"]));
        world.Justify("qa1", Branch);
        world.Do("accept", "val1");

        Assert.Equal("CHG-016", Assert.Throws<ForbiddenException>(() => world.Do("approve", "qa1")).Code);
        world.Do("approve", "qa2");
    }

    [Fact]
    public void Justify_WhenItMayNotBe_ThenRefused()
    {
        var world = With("InReview", f => Evidence.Of(f.Change.Id, f.Candidate.PackageHash, ["Print:Refused"]));
        void Try(string code, OperationContext by, params EvidenceGap[] gaps) =>
            Assert.Equal(code, Assert.ThrowsAny<BecsException>(() => world.Change.Justify(gaps, "why", world.File!, by, world.Ids)).Code);

        Try("CHG-001", world.By("qa1", SignatureMeanings.Justified, permissions: [Permissions.WorkflowsApprove]), Branch);
        Try("CHG-002", world.By("own1", SignatureMeanings.Authored), Branch);
        Try("CHG-002", world.By("own1"), Branch);
        Try("CHG-410", world.By("own1", SignatureMeanings.Justified, hash: new string('0', 64)), Branch);
        Try("CHG-417", world.By("own1", SignatureMeanings.Justified), new EvidenceGap(EvidenceGapKind.Branch, "No:Where"));
        Try("CHG-035", world.By("own1", SignatureMeanings.Justified));
        Assert.Equal("CHG-032", Assert.Throws<InputException>(() =>
            world.Change.Justify([Branch], " ", world.File!, world.By("own1", SignatureMeanings.Justified), world.Ids)).Code);
        world.Justify("own1", Branch);
        Try("CHG-417", world.By("own1", SignatureMeanings.Justified), Branch);

        var (justified, kept) = (Assert.Single(world.File!.Justifications), world.File!);
        Assert.Equal((world.Candidate.PackageHash, TestOperation.UserId("own1"), SignatureMeanings.Justified), (justified.PackageHash, justified.UserId, justified.Meaning));
        world.Do("accept", "val1");
        world.Do("approve", "qa1");
        world.File = kept with { Justifications = [] };
        Try("CHG-409", world.By("own1", SignatureMeanings.Justified), Branch);
    }

    private static ChangeWorld With(string state, Func<ChangeWorld, EvidenceOnFile> file)
    {
        var world = ChangeWorld.In(state);
        world.File = file(world);
        return world;
    }

    private static EvidenceOnFile Without(ChangeWorld world, string kind)
    {
        var file = Evidence.Of(world.Change.Id, world.Candidate.PackageHash);
        return file with { Evidence = [.. file.Evidence.Where(e => e.Kind != kind)] };
    }

    private static string[]? Some(string? one) => one is null ? null : [one];

    private static RuleException Refused(string code, Action act)
    {
        var refused = Assert.Throws<RuleException>(act);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}
