using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Quarantine;

public abstract class QuarantineSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly Guid Second = new("01900000-0000-7000-8000-0000000000bb");

    [Fact]
    public async Task OpenOnAsync_WhenPlacedAndClosed_ThenOpenUntilTheSecondPersonCloses()
    {
        var donor = new DonorId(Ids.New());
        var id = await PlaceAsync(HoldScope.Donor, donor.Value);
        await RunAsync(async s => (await FindAsync(s, id)).Propose(HoldDecision.Lift, "nothing-found", Context(s)));
        Assert.Equal(1, await OpenAsync(donor.Subject));

        await RunAsync(
            async s =>
            {
                (await FindAsync(s, id)).Close(Context(s));
                Assert.Empty(await s.GetRequiredService<IHolds>().OpenOnAsync([donor.Subject], Cancellation));
            },
            c => c with { UserId = Second });

        Assert.Equal(0, await OpenAsync(donor.Subject));
    }

    [Fact]
    public async Task OpenOnAsync_WhenTheSameIdIsOfAnotherKind_ThenNotFound()
    {
        var id = Ids.New();
        await PlaceAsync(HoldScope.Donor, id);

        Assert.Equal(0, await OpenAsync(new DonationId(id).Subject));
        Assert.Equal(1, await OpenAsync(new DonationId(id).Subject, new DonorId(id).Subject));
    }

    [Fact]
    public async Task Holds_WhenSomebodyClosesOneBesideTheProgram_ThenTheDatabaseRefuses()
    {
        var id = await PlaceAsync(HoldScope.Unit, Ids.New());
        var user = "01900000-0000-7000-8000-0000000000aa";

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => ExecuteSqlAsync($"UPDATE holds SET closed_at = placed_recorded_at, closed_by_id = '{user}'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("UPDATE holds SET scope = 'Lot'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("DELETE FROM holds"));
        await RunAsync(async s => (await FindAsync(s, id)).Propose(HoldDecision.Lift, "nothing-found", Context(s)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => ExecuteSqlAsync("UPDATE holds SET closed_at = placed_recorded_at, closed_by_id = proposed_by_id"));
    }

    [Fact]
    public async Task StandingAsync_WhenTheDayIsPastOrTheCoverRevoked_ThenNotThere()
    {
        var until = new DateOnly(2026, 6, 12);
        var id = Ids.New();
        await RunAsync(s => s.GetRequiredService<IManualCovers>().Add(new ManualCover(
            id, Site, "RB-24", "SOP-1", new DateOnly(2026, 6, 10), until, Ids.New(), FactStamp.Of(Context(s)))));
        Assert.Equal(1, await StandingAsync(until));
        Assert.Equal(0, await StandingAsync(until.AddDays(1)));
        Assert.Equal(0, await StandingAsync(new DateOnly(2026, 6, 9)));

        await RevokeAsync(id);

        Assert.Equal(0, await StandingAsync(until));
        await Assert.ThrowsAsync<CommitConflictException>(() => RevokeAsync(id));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("DELETE FROM cover_revocations"));
    }

    private static OperationContext Context(IServiceProvider services) => services.GetRequiredService<ICurrentOperation>().Context;

    private static async Task<Hold> FindAsync(IServiceProvider services, HoldId id) =>
        (await services.GetRequiredService<IHolds>().FindAsync(id, Cancellation))!;

    private async Task<HoldId> PlaceAsync(HoldScope scope, Guid scopeId)
    {
        var id = new HoldId(Ids.New());
        await RunAsync(s => s.GetRequiredService<IHolds>().Add(new Hold(
            id, scope, scopeId, HoldReasons.Manual, null, FactStamp.Of(Context(s)), false)));
        return id;
    }

    private async Task<int> OpenAsync(params SubjectRef[] scopes)
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<IHolds>().OpenOnAsync(scopes, Cancellation)).Count;
    }

    private Task RevokeAsync(Guid id) => RunAsync(s =>
        s.GetRequiredService<IManualCovers>().Add(new CoverRevocation(id, "withdrawn", FactStamp.Of(Context(s)))));

    private async Task<int> StandingAsync(DateOnly day)
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<IManualCovers>().StandingAsync(Site, day, Cancellation)).Count;
    }
}

public sealed class QuarantineOnSqlite() : QuarantineSpecs(new SqliteTestDatabase());

public sealed class QuarantineOnPostgres() : QuarantineSpecs(new PostgresTestDatabase());
