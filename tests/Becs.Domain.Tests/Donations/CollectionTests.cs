using Becs.Contracts.Donations;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tests.Fakes;

namespace Becs.Domain.Tests.Donations;

/// <summary>The gates that assign a number and let the needle in, and what is recorded after.</summary>
public partial class CollectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly BloodBank _bank = new();

    private AbandonCollection Abandon => new(
        _bank.DonationStores, _bank.DonorStores, _bank.Subjects, _bank.Events, _bank.Operation, _bank.Ids);

    [Fact]
    public async Task Abandon_WhenNothingWasDrawn_ThenTheNumberHasItsRecordOnce()
    {
        var donor = await _bank.RegisterAsync();
        var donation = (await _bank.Assign.ExecuteAsync(await _bank.ReadyVisitAsync(donor), Stop)).Donation!;
        _bank.Operation.As("phl1", Permissions.DonationsCollect);

        Assert.Equal("COL-016", (await Assert.ThrowsAsync<InputException>(() => Abandon.ExecuteAsync(donation.Id, "bored", Stop))).Code);
        var record = await Abandon.ExecuteAsync(donation.Id, "donor-left", Stop);

        Assert.Equal((CollectionOutcome.NotStarted, 0, "donor-left"), (record.Outcome, record.VolumeMl, record.FailureCode));
        Assert.Equal("donor-left", Assert.Single(_bank.Events.Of<CollectionFailed>()).ReasonCode);
        Assert.Contains(donation.Id.Subject, _bank.Subjects.Bumped);
        Assert.Equal("COL-006", (await Assert.ThrowsAsync<RuleException>(() => Abandon.ExecuteAsync(donation.Id, "donor-left", Stop))).Code);
        Assert.Equal("collection-not-started", Assert.Single(CollectionChecks.RecordComplete(donation)).Code);
    }

    [Fact]
    public async Task Abandon_WhenTheDrawBegan_OrByNobodyWhoCollects_ThenRefused()
    {
        var donation = await _bank.CollectedAsync(await _bank.RegisterAsync());
        _bank.Operation.As("phl1", Permissions.DonationsCollect);
        Assert.Equal("COL-006", (await Assert.ThrowsAsync<RuleException>(() => Abandon.ExecuteAsync(donation.Id, "donor-left", Stop))).Code);
        _bank.Operation.As("reg1");
        await Assert.ThrowsAsync<ForbiddenException>(() => Abandon.ExecuteAsync(donation.Id, "donor-left", Stop));
    }

    [Fact]
    public async Task AssignDin_WhenAccepted_ThenTheNumberRestsOnADecision()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());

        var assigned = await _bank.Assign.ExecuteAsync(visit, Stop);

        Assert.Equal("W123426000001", assigned.Donation!.Din.Value);
        Assert.Equal(assigned.Decision.Id, assigned.Donation.AssignedByDecisionId);
        Assert.Single(_bank.Events.Of<DonationRegistered>());
        Assert.Equal("VIS-010", (await Assert.ThrowsAsync<RuleException>(() => _bank.Assign.ExecuteAsync(visit, Stop))).Code);
    }

    [Fact]
    public async Task AssignDin_WhenAFactIsMissing_ThenTheGateStaysShutAndSaysSo()
    {
        var visit = await _bank.VisitAsync(await _bank.RegisterAsync());
        await _bank.IdentifyAsync(visit);

        var assigned = await _bank.Assign.ExecuteAsync(visit, Stop);

        Assert.Null(assigned.Donation);
        Assert.Equal(GateVerdict.Blocked, assigned.Decision.Verdict);
        Assert.Empty(_bank.Events.Of<DonationRegistered>());
    }

    [Fact]
    public async Task AssignDin_WhenADeferralIsWrittenBetweenReadAndCommit_ThenTheCommitIsRefused()
    {
        var donor = await _bank.RegisterAsync();
        var visit = await _bank.ReadyVisitAsync(donor);
        await _bank.Assign.ExecuteAsync(visit, Stop);

        _bank.Subjects.BumpElsewhere(donor.Subject);

        Assert.Throws<StaleDecisionException>(_bank.Subjects.Commit);
    }

    [Fact]
    public async Task AssignDin_WhenTheIntervalIsTooShort_ThenBlocked_AndOnDayFiftySixAccepted()
    {
        var donor = await _bank.RegisterAsync();
        await _bank.CollectedAsync(donor);
        _bank.Clock.Advance(TimeSpan.FromDays(55));
        var early = await _bank.ReadyVisitAsync(donor);
        Assert.Contains(
            "INTERVAL-WB",
            Assert.IsType<EligibilityVerdict.Deferred>((await _bank.Assign.ExecuteAsync(early, Stop)).Verdict).Findings.Select(f => f.Code));
        _bank.Subjects.Commit();

        _bank.Clock.Advance(TimeSpan.FromDays(1));
        var due = await _bank.ReadyVisitAsync(donor);

        Assert.NotNull((await _bank.Assign.ExecuteAsync(due, Stop)).Donation);
    }

    [Fact]
    public async Task RecordCollection_WhenQuantityIsNotSufficient_ThenTheLossStillCounts()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        await StartAsync(donation);
        _bank.Operation.As("phl1");

        var record = await _bank.End.ExecuteAsync(donation.Id, new CollectionDetails
        {
            Outcome = CollectionOutcome.QuantityNotSufficient,
            StoppedAt = _bank.Operation.Context.NowAt,
            VolumeMl = 150,
            FailureCode = "QNS",
            ReactionKind = "vasovagal",
            ReactionGrade = 1,
        }, Stop);

        // 150 mL and 40 mL of samples at 3 x 13.8 %, rounded up.
        Assert.Equal(79, record.RedCellLossMl);
        Assert.Equal(DonationStatus.Failed, donation.Status);
        Assert.Single(_bank.Events.Of<CollectionFailed>());
        Assert.Single(_bank.Events.Of<DonorReactionObserved>());
        Assert.Equal("collection-failed", Assert.Single(CollectionChecks.RecordComplete(donation)).Code);
    }

    [Theory]
    [InlineData(-1, 480, "COL-012")]
    [InlineData(0, 0, "COL-013")]
    [InlineData(0, 1001, "COL-013")]
    public async Task RecordCollection_WhenAValueCannotBe_ThenItIsRefused(int minutes, int volumeMl, string code)
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        await StartAsync(donation);
        _bank.Operation.As("phl1");

        var refused = await Assert.ThrowsAsync<InputException>(() => _bank.End.ExecuteAsync(donation.Id, new CollectionDetails
        {
            Outcome = CollectionOutcome.Collected,
            StoppedAt = _bank.Operation.Context.NowAt.AddMinutes(minutes),
            VolumeMl = volumeMl,
        }, Stop));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task Send_WhenATubeCarriesAnotherNumber_ThenNothingIsWritten()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        await StartAsync(donation);
        _bank.Operation.As("phl1");

        var refused = await Assert.ThrowsAsync<RuleException>(() => _bank.Transport.SendAsync(
            donation.Id,
            [new ScannedTube(TubeKind.Nat, donation.Din), new ScannedTube(TubeKind.Nat, DonationNumber.FromValue("W123426000099"))], Stop));

        Assert.Equal("SMP-001", refused.Code);
        Assert.Empty(donation.Samples);
    }

    [Theory]
    [InlineData(15, ComponentClass.Plasma, true)]
    [InlineData(16, ComponentClass.Plasma, false)]
    [InlineData(16, ComponentClass.RedCells, true)]
    public async Task WithinLimits_WhenTheBleedWasLong_ThenOnlySomeProductsAreSpoiled(int minutes, ComponentClass product, bool clear)
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        await StartAsync(donation);
        _bank.Clock.Advance(TimeSpan.FromMinutes(minutes));
        _bank.Operation.As("phl1");
        await _bank.End.ExecuteAsync(donation.Id, new CollectionDetails
        {
            Outcome = CollectionOutcome.Collected,
            StoppedAt = _bank.Operation.Context.NowAt,
            VolumeMl = 480,
        }, Stop);
        var book = await _bank.Rules.ForAsync(TestOperation.Site, new DateOnly(2026, 6, 10), Stop);

        Assert.Equal(clear, CollectionChecks.WithinLimits(book, donation, _bank.BagLot, 700, product).Count == 0);
        Assert.Empty(CollectionChecks.RecordComplete(donation));
        Assert.Empty(CollectionChecks.LabelsAgree(donation));
    }

    private static DeferralTerms Terms() => new()
    {
        Code = "EXTERNAL-LIST",
        End = Domain.Rules.DeferralEnd.Permanent,
        Source = DeferralSource.ExternalList,
        RuleId = "X",
        RuleVersion = 1,
        PackHash = "",
    };

    private Task<StartedCollection> StartAsync(Donation donation, LotId? lot = null)
    {
        _bank.Operation.As("phl1");
        return _bank.Start.ExecuteAsync(
            donation.Id, _bank.Operation.Context.NowAt, lot ?? _bank.BagLot.Id, _bank.Scale, "left");
    }
}
