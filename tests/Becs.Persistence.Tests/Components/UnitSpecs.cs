using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Inventory;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Components;

public abstract class UnitSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task FindAsync_WhenStored_ThenItIsWhole()
    {
        var (parent, child) = (default(UnitId), default(UnitId));
        await RunAsync(s =>
        {
            parent = Bags.Make(s, "E0009V00").Id;
            var unit = Bags.Make(s, "E0336V00", parent);
            unit.AddAttribute("irradiated");
            child = unit.Id;
        });

        await using var scope = Begin();
        var units = scope.ServiceProvider.GetRequiredService<IUnits>();
        var found = await units.FindAsync(child, Cancellation);

        Assert.Equal("W123426000001", found!.Din.Value);
        Assert.Equal("E0336V00", found.ProductCode.Value);
        Assert.Equal(parent, Assert.Single(found.Parents).ParentId);
        Assert.Equal(["irradiated"], found.Attributes);
        Assert.Equal(350, found.Processing.WeightG);
        Assert.Equal("lab1", found.Made.UserName);
        Assert.Equal(UnitStatus.Quarantined, found.Status);
        Assert.Equal(child, Assert.Single(await units.ChildrenOfAsync(parent, Cancellation)).Id);
        Assert.Equal(child, Assert.Single(await units.BearingAsync(found.Din, "E0336V00", Cancellation)).Id);
        Assert.Equal(child, Assert.Single(await units.OfDonationAsync(found.DonationId, Cancellation)).Id);
    }

    [Fact]
    public async Task Lists_WhenStagedInThisOperation_ThenTheyShowIt()
    {
        await using var scope = Begin();
        var services = scope.ServiceProvider;
        var units = services.GetRequiredService<IUnits>();
        var parent = Bags.Make(services, "E0009V00");
        var unit = Bags.Make(services, "E0336V00", parent.Id);
        var print = new LabelPrint(
            Ids.New(), unit, 1, BloodGroupCode.Parse("9500"), unit.LabelExpiry(), Ids.New(),
            FactStamp.Of(services.GetRequiredService<ICurrentOperation>().Context));
        services.GetRequiredService<ILabels>().Add(print);

        Assert.Equal(unit.Id, Assert.Single(await units.ChildrenOfAsync(parent.Id, Cancellation)).Id);
        Assert.Single(await units.BearingAsync(unit.Din, "E0336V00", Cancellation));
        Assert.Equal(print, (await services.GetRequiredService<ILabels>().OfAsync(unit.Id, Cancellation)).Current);
    }

    [Theory]
    [InlineData("Released")]
    [InlineData("Allocated")]
    [InlineData("Issued")]
    [InlineData("Transfused")]
    public async Task Units_WhenSomebodyWritesAStatusWithoutADecision_ThenTheDatabaseRefuses(string status)
    {
        await RunAsync(s => { Bags.Make(s); });

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync($"UPDATE units SET status = '{status}'"));
        Assert.Equal(0, await CountAsync($"units WHERE status = '{status}'"));
    }

    [Fact]
    public async Task Units_WhenIssuedIsWrittenOnAReleasedBag_ThenTheDatabaseRefuses()
    {
        await RunAsync(async s => await Bags.ReleaseAsync(s, Bags.Make(s)));
        Assert.Equal(1, await CountAsync("units WHERE status = 'Released'"));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("UPDATE units SET status = 'Issued'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => ExecuteSqlAsync("UPDATE units SET status = 'Issued', issued_decision_id = '01900000-0000-7000-8000-00000000dead'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("DELETE FROM gate_decisions"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("UPDATE gate_decisions SET verdict = 'Clear'"));
    }

    [Fact]
    public async Task Commit_WhenAnotherBagBearsTheLabel_ThenConflict()
    {
        await RunAsync(s => { Bags.Make(s); });

        await Assert.ThrowsAsync<CommitConflictException>(() => RunAsync(s => { Bags.Make(s); }));
        Assert.Equal(1, await CountAsync("units"));
    }

    [Fact]
    public async Task Commit_WhenABagHasTwoFates_ThenConflict()
    {
        var id = default(UnitId);
        await RunAsync(s => id = Bags.Make(s).Id);
        Task End(FateKind kind) => RunAsync(s => s.GetRequiredService<IFates>().Add(new Fate(
            Ids.New(), id, kind, "broken", Clock.UtcNow(), FactStamp.Of(s.GetRequiredService<ICurrentOperation>().Context))));
        await End(FateKind.Discarded);

        await Assert.ThrowsAsync<CommitConflictException>(() => End(FateKind.Transfused));
    }

    [Fact]
    public async Task Commit_WhenAHoldIsPlacedBetweenDecisionAndCommit_ThenTheReleaseIsRefused()
    {
        var id = default(UnitId);
        var donation = default(DonationId);
        await RunAsync(s =>
        {
            var unit = Bags.Make(s);
            (id, donation) = (unit.Id, unit.DonationId);
        });

        await Assert.ThrowsAsync<StaleDecisionException>(() => RunAsync(async s =>
        {
            var unit = (await s.GetRequiredService<IUnits>().FindAsync(id, Cancellation))!;
            Assert.Empty(await s.GetRequiredService<IHolds>().OpenOnAsync([donation.Subject, id.Subject], Cancellation));
            await HoldAsync(donation);
            var operation = s.GetRequiredService<ICurrentOperation>().Context;
            unit.PrintLabel(await Bags.DecideAsync(s, GateName.PrintLabel, id, donation.Subject), operation);
        }));

        Assert.Equal(0, await CountAsync("gate_decisions"));
        Assert.Equal(1, await CountAsync("holds"));
    }

    [Fact]
    public async Task ListAsync_WhenInStock_ThenShortestDatedFirst()
    {
        await RunAsync(async s =>
        {
            await Bags.ReleaseAsync(s, Bags.Make(s, "E0336VA0"));
            Bags.Make(s, "E0336VB0");
        });
        Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(async s => await Bags.ReleaseAsync(s, Bags.Make(s, "E0336VC0")));

        await using var scope = Begin();
        var stock = scope.ServiceProvider.GetRequiredService<IStock>();
        var all = await stock.ListAsync(new StockFilter(Site, ComponentClass.RedCells), Cancellation);
        Assert.Equal(["E0336VA0", "E0336VC0"], all.Select(i => i.ProductCode));
        Assert.Equal(["E0336VC0"], (await stock.ListAsync(
            new StockFilter(Site, ExpiresAfterAt: all[0].ExpiresAt), Cancellation)).Select(i => i.ProductCode));
        Assert.Empty(await stock.ListAsync(new StockFilter(new SiteId(Ids.New())), Cancellation));
    }

    private Task HoldAsync(DonationId donation) => RunAsync(s =>
    {
        s.GetRequiredService<ISubjects>().Bump(donation.Subject);
        s.GetRequiredService<IHolds>().Add(new Hold(
            new HoldId(Ids.New()), HoldScope.Donation, donation.Value, HoldReasons.Manual, null,
            FactStamp.Of(s.GetRequiredService<ICurrentOperation>().Context), false));
    });
}

public sealed class UnitOnSqlite() : UnitSpecs(new SqliteTestDatabase());

public sealed class UnitOnPostgres() : UnitSpecs(new PostgresTestDatabase());
