using Becs.Contracts.Components;
using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Quarantine;

public sealed class ReleaseGateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly KernelWorld _world = new();

    [Fact]
    public async Task ReleaseAsync_WhenNothingBlocks_ThenReleasedByARecordedDecision()
    {
        await _world.LabelledAsync();

        var outcome = await _world.ReleaseAsync();

        Assert.Equal(UnitStatus.Released, _world.Unit.Status);
        Assert.Equal(outcome.DecisionId, _world.Unit.ReleasedDecisionId);
        var decision = Assert.Single(_world.Quarantine.Decisions, d => d.Gate == GateName.Release);
        Assert.Equal(GateVerdict.Clear, decision.Verdict);
        Assert.Contains("RB-38", decision.Evidence, StringComparison.Ordinal);
        string[] kinds = [.. decision.Asserted.Select(a => a.Kind).Distinct()];
        Assert.Equal(["donation", "donor", "lot", "site", "unit"], kinds);
        Assert.Equal(outcome.DecisionId, _world.Events.Single<ComponentReleased>().DecisionId);
    }

    [Theory]
    [MemberData(nameof(FromTheDonation))]
    public async Task ReleaseAsync_WhenADonationBlockerBlocks_ThenNotReleasedAndTheLabelIsVoid(string blocker)
    {
        await _world.LabelledAsync();
        _world.Blockers.Otherwise[blocker] = () => BlockerResult.Blocked(blocker, "because");

        var outcome = await _world.ReleaseAsync();

        Assert.False(outcome.IsReleased);
        Assert.Equal([blocker], outcome.Vector.Blocking.Select(b => b.Blocker));
        Assert.Equal(UnitStatus.Quarantined, _world.Unit.Status);
        Assert.Null((await _world.Units.OfAsync(_world.Unit.Id, Stop)).Current);
        Assert.True(_world.Events.Has<LabelVoided>());
        Assert.Equal(GateVerdict.Blocked, _world.Quarantine.Decisions[^1].Verdict);
    }

    public static TheoryData<string> FromTheDonation =>
        ["RB-01", "RB-02", "RB-03", "RB-04", "RB-05", "RB-06", "RB-07", "RB-08", "RB-10", "RB-11", "RB-12", "RB-13", "RB-14", "RB-15", "RB-17"];

    [Fact]
    public async Task EvaluateAsync_WhenABlockerThrows_ThenItBlocks()
    {
        _world.Blockers.Otherwise["RB-12"] = () => throw new InvalidOperationException("broken");
        _world.Blockers.Otherwise["RB-13"] = () => throw new NotFoundException("TST-404", "gone");
        _world.Blockers.Otherwise["RB-14"] = () => BlockerResult.Clear("RB-01");
        _world.As("rel1");

        var vector = await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop);

        Assert.Equal(["RB-12", "RB-13", "RB-14"], vector.Blocking.Select(b => b.Blocker));
        Assert.Equal("TST-404", vector["RB-13"].RuleId);
    }

    [Theory]
    [MemberData(nameof(NotImplemented))]
    public async Task EvaluateAsync_WhenNotEvaluatedAndNotCovered_ThenItBlocks(string blocker)
    {
        _world.Quarantine.Covers.RemoveAll(c => c.BlockerCode == blocker);
        _world.As("rel1");

        var vector = await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop);

        Assert.Equal(BlockerState.NotEvaluated, Assert.Single(vector.Blocking).State);
        Assert.False(vector.IsClear);
    }

    public static TheoryData<string> NotImplemented =>
        [.. ReleaseBlockers.All.Where(b => !b.IsImplemented).Select(b => b.Code)];

    [Fact]
    public async Task EvaluateAsync_WhenACoverEnds_ThenItCoversTheLastDayAndNotTheNext()
    {
        _world.Quarantine.Covers.RemoveAll(c => c.BlockerCode == "RB-24");
        _world.SignCover("RB-24", _world.Operation.Context.SiteToday.AddDays(2));

        _world.Operation.Clock.Advance(TimeSpan.FromDays(2));
        _world.As("rel1");
        var covered = await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop);
        Assert.Equal(BlockerState.CoveredByProcedure, covered["RB-24"].State);
        Assert.Equal("SOP-1", covered["RB-24"].Procedure);

        // 14:00 UTC is 10:00 in New York: 14 hours later the local day changes.
        _world.Operation.Clock.Advance(TimeSpan.FromHours(14));
        _world.As("rel1");
        Assert.Equal(["RB-24"], (await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop)).Blocking
            .Select(b => b.Blocker));
    }

    [Fact]
    public async Task EvaluateAsync_WhenACoverIsRevoked_ThenItBlocksAgain()
    {
        var cover = _world.Quarantine.Covers.Single(c => c.BlockerCode == "RB-24");
        _world.As("qa1", Permissions.QualityAccept);
        await _world.Covers.RevokeAsync(cover.Id, "procedure-withdrawn", Stop);
        _world.As("rel1");

        Assert.Equal(["RB-24"], (await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop)).Blocking
            .Select(b => b.Blocker));
    }

    [Fact]
    public async Task ReleaseAsync_WhenNoLabelWasVerified_ThenOnlyTheLabelBlocks()
    {
        _world.As("lbl1", Permissions.LabelsPrint);
        await _world.Labelling.PrintAsync(_world.Unit.Id, Stop);

        var outcome = await _world.ReleaseAsync();

        Assert.Equal(["RB-32"], outcome.Vector.Blocking.Select(b => b.Blocker));
        Assert.Equal(UnitStatus.Labelled, _world.Unit.Status);
    }

    [Fact]
    public async Task ReleaseAsync_WhenStoredStatusDisagreesWithTheFacts_ThenBlocked()
    {
        await _world.LabelledAsync();
        _world.Unit.Quarantine();

        var outcome = await _world.ReleaseAsync();

        Assert.Equal("status-disagrees", outcome.Vector["RB-32"].Reason);
    }

    [Fact]
    public async Task ReleaseAsync_WhenTheGroupChangedAfterThePrint_ThenBlocked()
    {
        await _world.LabelledAsync();
        _world.Blockers.Group = new(Domain.Isbt128.AboGroup.A, Domain.Isbt128.RhD.Positive);

        Assert.Equal("label-not-as-record", (await _world.ReleaseAsync()).Vector["RB-32"].Reason);
    }

    [Fact]
    public async Task ReleaseAsync_WhenExpiredThatMinute_ThenBlockedAndTheMinuteBeforeNot()
    {
        var expiresAt = _world.Operation.Context.NowAt.AddHours(1);
        var late = _world.MakeUnit("E0336VA0", expiresAt: expiresAt);
        await _world.LabelledAsync(late);
        _world.Operation.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("expired", (await _world.ReleaseAsync(late)).Vector["RB-26"].Reason);

        var early = _world.MakeUnit("E0336VB0", expiresAt: _world.Operation.Clock.UtcNow().AddMinutes(1));
        await _world.LabelledAsync(early);
        Assert.True((await _world.ReleaseAsync(early)).IsReleased);
    }

    [Fact]
    public async Task ReleaseAsync_WhenTwoBagsBearOneLabel_ThenBothBlocked()
    {
        await _world.LabelledAsync();
        var twin = _world.MakeUnit("E0336V00");

        Assert.Equal(twin.Id.Value, (await _world.ReleaseAsync()).Vector["RB-31"].EvidenceId);
    }

    [Theory]
    [InlineData(HoldScope.Unit, "RB-38")]
    [InlineData(HoldScope.Donation, "RB-38")]
    [InlineData(HoldScope.Donor, "RB-38")]
    [InlineData(HoldScope.Lot, "RB-38")]
    public async Task ReleaseAsync_WhenHeld_ThenBlockedUntilTwoPeopleLiftIt(HoldScope scope, string blocker)
    {
        await _world.LabelledAsync();
        var id = scope switch
        {
            HoldScope.Unit => _world.Unit.Id.Value,
            HoldScope.Donation => _world.Donation.Id.Value,
            HoldScope.Donor => _world.Donation.DonorId.Value,
            _ => _world.Donation.Start!.BagLotId.Value,
        };
        _world.As("cmp1", Permissions.HoldsPlace);
        var hold = await _world.Holds.PlaceAsync(scope, id, HoldReasons.Manual, cancellationToken: Stop);

        var held = await _world.ReleaseAsync();
        Assert.Equal([blocker], held.Vector.Blocking.Select(b => b.Blocker));
        Assert.Equal(hold.Id.Value, held.Vector[blocker].EvidenceId);

        await LiftAsync(hold);
        await _world.LabelledAsync();
        Assert.True((await _world.ReleaseAsync()).IsReleased);
    }

    [Fact]
    public async Task ReleaseAsync_WhenASiblingIsHeld_ThenBlocked()
    {
        var parent = _world.MakeUnit("E0009V00", Domain.Isbt128.ComponentClass.WholeBlood);
        var sibling = _world.MakeUnit("E0701V00", Domain.Isbt128.ComponentClass.Plasma);
        sibling.Descend(parent.Id);
        _world.Unit.Descend(parent.Id);
        await _world.LabelledAsync();
        _world.As("cmp1", Permissions.HoldsPlace);
        await _world.Holds.PlaceAsync(HoldScope.Unit, sibling.Id.Value, HoldReasons.Visual, cancellationToken: Stop);

        var outcome = await _world.ReleaseAsync();

        Assert.Equal(["RB-30"], outcome.Vector.Blocking.Select(b => b.Blocker));
    }

    [Theory]
    [InlineData(null, "no-workflow")]
    [InlineData("draft", "workflow-not-approved")]
    public async Task ReleaseAsync_WhenTheWorkflowIsNotApproved_ThenBlocked(string? package, string reason)
    {
        await _world.LabelledAsync();
        _world.As("rel1", Permissions.ComponentsRelease);
        _world.Operation.With(c => c with { PackageHash = package });
        _world.Operation.Sign(SignatureMeanings.Released, _world.Unit.Id.Subject.ToString());

        Assert.Equal(reason, (await _world.Gate.ReleaseAsync(_world.Unit.Id, Stop)).Vector["RB-35"].Reason);
    }

    [Theory]
    [InlineData("lbl1")]
    [InlineData("lbl2")]
    [InlineData("phl1")]
    [InlineData("cmp1")]
    public async Task ReleaseAsync_WhenThePersonDidCriticalWork_ThenForbidden(string user)
    {
        await _world.LabelledAsync();

        Assert.Equal("REL-003", (await Assert.ThrowsAsync<ForbiddenException>(() => _world.ReleaseAsync(null, user))).Code);
        Assert.Equal(UnitStatus.LabelVerified, _world.Unit.Status);
    }

    [Fact]
    public async Task ReleaseAsync_WhenNotSignedOrSignedOnSomethingElse_ThenRefused()
    {
        await _world.LabelledAsync();
        _world.As("rel1", Permissions.ComponentsRelease);
        Assert.Equal("SIG-001", (await Assert.ThrowsAsync<RuleException>(() => _world.Gate.ReleaseAsync(_world.Unit.Id, Stop))).Code);

        _world.Operation.Sign(SignatureMeanings.Released, new UnitId(_world.Operation.Ids.New()).Subject.ToString());
        Assert.Equal("REL-004", (await Assert.ThrowsAsync<RuleException>(() => _world.Gate.ReleaseAsync(_world.Unit.Id, Stop))).Code);

        _world.As("lbl3", Permissions.LabelsVerify);
        await Assert.ThrowsAsync<ForbiddenException>(() => _world.Gate.ReleaseAsync(_world.Unit.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Bumps))]
    public async Task ReleaseAsync_WhenSomethingItReadChangesBeforeTheCommit_ThenTheCommitFails(string kind)
    {
        await _world.LabelledAsync();
        Assert.True((await _world.ReleaseAsync()).IsReleased);
        _world.Subjects.BumpElsewhere(kind switch
        {
            SubjectKinds.Unit => _world.Unit.Id.Subject,
            SubjectKinds.Donation => _world.Donation.Id.Subject,
            SubjectKinds.Donor => _world.Donation.DonorId.Subject,
            SubjectKinds.Lot => _world.Donation.Start!.BagLotId.Subject,
            _ => TestOperation.Site.Subject,
        });

        Assert.Throws<StaleDecisionException>(_world.Subjects.Commit);
    }

    public static TheoryData<string> Bumps =>
        [SubjectKinds.Unit, SubjectKinds.Donation, SubjectKinds.Donor, SubjectKinds.Lot, SubjectKinds.Site];

    [Fact]
    public async Task RefreshAsync_WhenClearOrNot_ThenTheStatusFollows()
    {
        _world.As("system");
        await _world.Gate.RefreshAsync(_world.Unit.Id, Stop);
        Assert.Equal(UnitStatus.LabelCleared, _world.Unit.Status);

        _world.Blockers.Otherwise["RB-14"] = () => BlockerResult.Blocked("RB-14", "reactive:HIV-AB");
        _world.As("system");
        await _world.Gate.RefreshAsync(_world.Unit.Id, Stop);
        Assert.Equal(UnitStatus.Quarantined, _world.Unit.Status);
    }

    private async Task LiftAsync(Hold hold)
    {
        _world.As("rel1", Permissions.HoldsPlace);
        await _world.Holds.ProposeAsync(hold.Id, HoldDecision.Lift, "nothing-found");
        _world.As("qa1", Permissions.HoldsLift);
        _world.Operation.Sign(SignatureMeanings.Lifted, hold.Id.Subject.ToString());
        await _world.Holds.CloseAsync(hold.Id);
    }
}
