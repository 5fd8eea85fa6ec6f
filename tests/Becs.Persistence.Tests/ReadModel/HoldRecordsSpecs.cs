using Becs.Domain.Components;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ReadModel;

public abstract class HoldRecordsSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private HoldRecords Records => Services.GetRequiredService<HoldRecords>();

    [Fact]
    public async Task OfCaseAsync_WhenTheCaseIsAboutAHold_ThenTheBagAndWhatWasMadeOfIt()
    {
        var (bag, child) = (default(Unit)!, default(Unit)!);
        await RunAsync(s => bag = Bags.Make(s));
        await RunAsync(s => child = Bags.Make(s, "E0150V00", bag.Id));
        await RunAsync(s => Bags.Make(s, "E0701V00"));
        var ofUnit = await CaseAsync(await PlaceAsync(HoldScope.Unit, bag.Id.Value));

        var record = (await Records.OfCaseAsync(Site, ofUnit, Cancellation))!;

        Assert.Equal(("unit", "visual", 2), (record.Hold.Scope, record.Hold.ReasonCode, record.UnitCount));
        Assert.Equal([bag.Id.Value, child.Id.Value], record.Units.Select(u => u.Id).Order());
        Assert.Equal("W123426000001 E0336V00", record.Name);
        Assert.Null(record.ProposedBy);
    }

    [Fact]
    public async Task OfCaseAsync_WhenADonationIsHeld_ThenItsBagsOnly()
    {
        var bag = default(Unit)!;
        await RunAsync(s => bag = Bags.Make(s));
        await RunAsync(s => Bags.Make(s, "E0701V00"));
        var ofDonation = await CaseAsync(await PlaceAsync(HoldScope.Donation, bag.DonationId.Value));

        Assert.Equal([bag.Id.Value], (await Records.OfCaseAsync(Site, ofDonation, Cancellation))!.Units.Select(u => u.Id));
    }

    [Fact]
    public async Task OfCaseAsync_WhenAskedFromAnotherSiteOrAboutAnotherCase_ThenNone()
    {
        var ofHold = await CaseAsync(await PlaceAsync(HoldScope.Lot, Ids.New()));
        var ofNone = await CaseAsync(null);

        Assert.Empty((await Records.OfCaseAsync(Site, ofHold, Cancellation))!.Units);
        Assert.Null(await Records.OfCaseAsync(new SiteId(Ids.New()), ofHold, Cancellation));
        Assert.Null(await Records.OfCaseAsync(Site, ofNone, Cancellation));
        Assert.Null(await Records.OfCaseAsync(Site, Ids.New(), Cancellation));
    }

    private async Task<Guid> PlaceAsync(HoldScope scope, Guid scopeId)
    {
        var id = new HoldId(Ids.New());
        await RunAsync(s => s.GetRequiredService<IHolds>().Add(new Hold(
            id, scope, scopeId, HoldReasons.Visual, null, FactStamp.Of(s.GetRequiredService<ICurrentOperation>().Context), false)));
        return id.Value;
    }

    private async Task<Guid> CaseAsync(Guid? about)
    {
        var id = Ids.New();
        await RunAsync(s => s.GetRequiredService<IWorkflowInstances>().StageAdd(new StoredInstance(
            id.ToString("D"), 1, "quarantine", 1, "hash", null, WorkflowStatus.Running, WorkflowSubStatus.Suspended, about?.ToString("D"), null,
            Clock.UtcNow(), Clock.UtcNow(), null, "{}")));
        return id;
    }
}

public sealed class HoldRecordsOnSqlite() : HoldRecordsSpecs(new SqliteTestDatabase());

public sealed class HoldRecordsOnPostgres() : HoldRecordsSpecs(new PostgresTestDatabase());
