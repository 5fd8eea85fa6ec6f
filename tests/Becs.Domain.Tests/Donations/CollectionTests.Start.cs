using Becs.Contracts.Donations;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Donations;

/// <content>The start of the collection.</content>
public partial class CollectionTests
{
    [Fact]
    public async Task StartCollection_WhenEverythingAgrees_ThenItStartsByDecision()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());

        var started = await StartAsync(donation);

        Assert.True(started.IsStarted);
        Assert.Equal(started.Decision.Id, donation.Start!.DecisionId);
        Assert.Contains(_bank.BagLot.Id.Subject, _bank.Subjects.Asserted.Keys);
        Assert.Single(_bank.Events.Of<CollectionStarted>());
    }

    [Fact]
    public async Task StartCollection_WhenOneLabelDisagrees_ThenBlockedUntilItIsScannedRight()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        _bank.Operation.As("phl1");
        Assert.False(await _bank.Scan.ExecuteAsync(donation.Id, LabelTarget.Tubes, DonationNumber.FromValue("W123426000099"), Stop));
        _bank.Subjects.Commit();
        Assert.Equal(["din-mismatch:tubes"], (await StartAsync(donation)).Reasons);
        _bank.Subjects.Commit();

        _bank.Operation.As("phl1");
        await _bank.Scan.ExecuteAsync(donation.Id, LabelTarget.Tubes, donation.Din, Stop);

        Assert.True((await StartAsync(donation)).IsStarted);
    }

    [Fact]
    public async Task StartCollection_WhenTheDonorIsDeferredMeanwhile_ThenBlocked()
    {
        var donor = await _bank.RegisterAsync();
        var donation = await _bank.LabelledAsync(donor);
        await _bank.Write.ExecuteAsync(donor, [Terms()], null, null, Stop);
        _bank.Subjects.Commit();

        Assert.Equal(["donor-deferred"], (await StartAsync(donation)).Reasons);
        Assert.Null(donation.Start);
    }

    [Fact]
    public async Task StartCollection_WhenNotIdentifiedAtTheChair_ThenBlocked()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        var donation = (await _bank.Assign.ExecuteAsync(visit, Stop)).Donation!;
        _bank.Subjects.Commit();

        var reasons = (await StartAsync(donation)).Reasons;

        Assert.Contains("not-identified-at-chair", reasons);
        Assert.Contains("din-not-scanned:bag", reasons);
    }

    [Fact]
    public async Task StartCollection_WhenTheLotIsHeld_ThenBlocked_AndWhenAnotherIs_ThenNot()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        _bank.Holds.Add(Held(Guid.CreateVersion7()));
        _bank.Holds.Add(Held(_bank.BagLot.Id.Value));

        Assert.Equal(["lot-held"], (await StartAsync(donation)).Reasons);
        _bank.Holds.Holds.RemoveAll(h => h.ScopeId == _bank.BagLot.Id.Value);
        Assert.True((await StartAsync(donation)).IsStarted);
    }

    private Hold Held(Guid lot) => new(
        new HoldId(Guid.CreateVersion7()), HoldScope.Lot, lot, HoldReasons.Recall, null, FactStamp.Of(_bank.Operation.Context), false);

    [Fact]
    public async Task StartCollection_WhenTheLotIsRecalled_ThenBlocked()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        _bank.Operation.As("qa1", Permissions.HoldsPlace);
        await new RecallLot(_bank.DonationStores, _bank.Subjects, _bank.Events, _bank.Operation)
            .ExecuteAsync(_bank.BagLot.Id, "leak", Stop);
        _bank.Subjects.Commit();

        Assert.Equal(["lot-recalled"], (await StartAsync(donation)).Reasons);
    }

    [Theory]
    [InlineData("2026-06-10", true)]
    [InlineData("2026-06-09", false)]
    public async Task StartCollection_WhenTheLotExpires_ThenItsLastDayIsInclusive(string expiresOn, bool starts)
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        var day = DateOnly.Parse(expiresOn, System.Globalization.CultureInfo.InvariantCulture);
        var lot = _bank.AddLot(LotKind.BagKit, "BAG-2", day, 450);

        Assert.Equal(starts, (await StartAsync(donation, lot.Id)).IsStarted);
    }

    [Fact]
    public async Task StartCollection_WhenTheLotIsRecalledBetweenReadAndCommit_ThenTheCommitIsRefused()
    {
        var donation = await _bank.LabelledAsync(await _bank.RegisterAsync());
        await StartAsync(donation);

        _bank.Subjects.BumpElsewhere(_bank.BagLot.Id.Subject);

        Assert.Equal(_bank.BagLot.Id.Subject, Assert.Throws<StaleDecisionException>(_bank.Subjects.Commit).Subject);
    }
}
