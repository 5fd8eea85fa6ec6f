using Becs.Domain.Audit;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.Audit;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <summary>From the tampered row to the records that depend on it, and to the incident that lets them go.</summary>
public abstract class IntegritySpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly Guid Second = new("01900000-0000-7000-8000-0000000000bb");
    private readonly SubjectRef _dependent = new DonationId(new Guid("01900000-0000-7000-8000-00000000d001")).Subject;
    private readonly SubjectRef _apart = new DonationId(new Guid("01900000-0000-7000-8000-00000000d002")).Subject;

    [Fact]
    public async Task OpenOnAsync_WhenARowWasTamperedWith_ThenOnlyWhatDependsOnItIsBlockedUntilTwoSigned()
    {
        await ArrangeAsync();
        await ExecuteSqlAsync($"UPDATE audit_rows SET new_value = 'Suitable' WHERE subject_id = '{Text(_dependent.Id)}' AND what = 'donation.seen'");
        var before = await VersionAsync();

        Assert.Equal(1, await RecordAsync());
        Assert.Equal(0, await RecordAsync());

        Assert.Equal((1, 0), (await OpenAsync(_dependent), await OpenAsync(_apart)));
        Assert.True(await VersionAsync() > before, "Decisions under way must fail.");
        var incident = Ids.New();
        await RunAsync(async s =>
        {
            var integrity = s.GetRequiredService<IIntegrity>();
            var broken = (await integrity.OpenOnAsync(Site, [_dependent], Cancellation))[0];
            integrity.Add(new IntegrityIncident(incident, [broken.Id], [_apart], "An edited row.", Ids.New(), Stamp(s)));
        });
        Assert.Equal(1, await OpenAsync(_dependent));
        await RunAsync(s => s.GetRequiredService<IIntegrity>().Add(new IntegrityConfirmation(incident, Ids.New(), Stamp(s))), c => c with { UserId = Second });
        Assert.Equal(0, await OpenAsync(_dependent));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("DELETE FROM integrity_confirmations"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("UPDATE integrity_breaks SET place = 'x'"));
    }

    [Fact]
    public async Task RecordAsync_WhenTwoNodesFindTheSamePlaceAtOnce_ThenTheLaterLooksAgainAndRecordsTheRest()
    {
        await ArrangeAsync();
        var both = new BrokenPlace("RowChanged", "row 1", "Another content.", [_dependent]);
        var more = both with { Place = "row 2", Records = [_apart] };
        await using var slow = Begin(c => c with { IsSystem = true });
        Assert.Equal(2, (await slow.ServiceProvider.GetRequiredService<IntegrityRegister>().RecordAsync([both, more], Cancellation)).Count);
        await RunAsync(s => s.GetRequiredService<IntegrityRegister>().RecordAsync([both], Cancellation), c => c with { IsSystem = true });

        var lost = await Assert.ThrowsAsync<CommitConflictException>(() => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));

        Assert.True(lost.Retryable, lost.Message);
        Assert.Equal((1, 0), (await OpenAsync(_dependent), await OpenAsync(_apart)));
        await RunAsync(s => s.GetRequiredService<IntegrityRegister>().RecordAsync([both, more], Cancellation), c => c with { IsSystem = true });
        Assert.Equal((1, 1), (await OpenAsync(_dependent), await OpenAsync(_apart)));
    }

    [Fact]
    public async Task OpenOnAsync_WhenWhatDependsOnABreakWasTakenAway_ThenEverythingIsBlocked()
    {
        await ArrangeAsync();
        await ExecuteSqlAsync($"UPDATE audit_rows SET new_value = 'Suitable' WHERE subject_id = '{Text(_dependent.Id)}' AND what = 'donation.seen'");
        await RecordAsync();
        await ExecuteSqlAsync(Database.Provider == DatabaseProvider.PostgreSql
            ? "ALTER TABLE integrity_reaches DISABLE TRIGGER USER"
            : "DROP TRIGGER integrity_reaches_no_update; DROP TRIGGER integrity_reaches_no_delete");

        await ExecuteSqlAsync($"UPDATE integrity_reaches SET subject_id = '{Text(Ids.New())}' WHERE subject_id = '{Text(_dependent.Id)}'");
        Assert.Equal((1, 1), (await OpenAsync(_dependent), await OpenAsync(_apart)));

        await ExecuteSqlAsync("DELETE FROM integrity_reaches");
        Assert.Equal((1, 1), (await OpenAsync(_dependent), await OpenAsync(_apart)));
    }

    [Fact]
    public async Task OpenOnAsync_WhenTheSubjectOfTheRowItselfWasChanged_ThenItsCommitStillTells()
    {
        await ArrangeAsync();
        await ExecuteSqlAsync($"UPDATE audit_rows SET subject_id = '{Text(Ids.New())}' WHERE subject_id = '{Text(_dependent.Id)}' AND what = 'donation.seen'");

        await RecordAsync();

        Assert.Equal((1, 0), (await OpenAsync(_dependent), await OpenAsync(_apart)));
    }

    [Fact]
    public async Task OpenOnAsync_WhenASealIsGone_ThenAllItsStretchIsBlocked()
    {
        await ArrangeAsync();
        await ExecuteSqlAsync(Database.Provider == DatabaseProvider.PostgreSql
            ? "ALTER TABLE seals DISABLE TRIGGER USER" : "DROP TRIGGER seals_no_delete");
        await ExecuteSqlAsync("DELETE FROM seals WHERE number = 2");

        await RecordAsync();

        Assert.Equal((1, 0), (await OpenAsync(_dependent), await OpenAsync(_apart)));
    }

    [Fact]
    public async Task OpenOnAsync_WhenTheEndWasCutOff_ThenEverythingIsBlocked()
    {
        await ArrangeAsync();
        await ExecuteSqlAsync(Database.Provider == DatabaseProvider.PostgreSql
            ? "ALTER TABLE seals DISABLE TRIGGER USER" : "DROP TRIGGER seals_no_delete");
        await ExecuteSqlAsync("DELETE FROM audit_rows WHERE transaction_number >= (SELECT from_transaction FROM seals WHERE number = 3)");
        await ExecuteSqlAsync("DELETE FROM seals WHERE number = 3");

        await RecordAsync();

        Assert.True(await OpenAsync(_dependent) > 0 && await OpenAsync(_apart) > 0);
    }

    /// <summary>Three seals: the site, the dependent donation (two rows in one commit), the other donation.</summary>
    private async Task ArrangeAsync()
    {
        await RunAsync(s => s.GetRequiredService<ISites>().Add(new Site(Site, "NOR", "North", "W1234", "America/New_York")));
        await SealAsync(false);
        foreach (var (donation, isLast) in new[] { (_dependent, false), (_apart, true) })
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            await RunAsync(s =>
            {
                s.GetRequiredService<IAuditTrail>().Record(donation, "donation.seen", null, "Quarantined");
                s.GetRequiredService<IAuditTrail>().Record(donation, "gate.Release", null, "Blocked");
            });
            await SealAsync(isLast);
        }

        await ExecuteSqlAsync(Database.Provider == DatabaseProvider.PostgreSql
            ? "ALTER TABLE audit_rows DISABLE TRIGGER USER" : "DROP TRIGGER audit_rows_no_update; DROP TRIGGER audit_rows_no_delete");
    }

    private async Task SealAsync(bool checkpoint)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(checkpoint, Cancellation);
    }

    private async Task<int> RecordAsync()
    {
        var places = new List<BrokenPlace>();
        await using (var scope = Services.CreateAsyncScope())
        {
            var reach = scope.ServiceProvider.GetRequiredService<BreakReach>();
            foreach (var finding in (await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyAsync(Cancellation)).Findings)
            {
                places.Add(await reach.OfAsync(finding, Cancellation));
            }
        }

        var recorded = 0;
        await RunAsync(
            async s => recorded = (await s.GetRequiredService<IntegrityRegister>().RecordAsync(places, Cancellation)).Count,
            c => c with { IsSystem = true });
        return recorded;
    }

    protected override void Configure(IServiceCollection services) => services.AddScoped<IntegrityRegister>();

    private async Task<int> OpenAsync(SubjectRef record)
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<IIntegrity>().OpenOnAsync(Site, [record], Cancellation)).Count;
    }

    private async Task<long> VersionAsync()
    {
        await using var scope = Begin();
        return await scope.ServiceProvider.GetRequiredService<ISubjects>().TouchAsync(Site.Subject, Cancellation);
    }

    private static FactStamp Stamp(IServiceProvider services) => FactStamp.Of(services.GetRequiredService<ICurrentOperation>().Context);

    private string Text(Guid id) => Database.Provider == DatabaseProvider.PostgreSql ? $"{id}" : $"{id}".ToUpperInvariant();
}

public sealed class IntegrityOnSqlite() : IntegritySpecs(new SqliteTestDatabase());

public sealed class IntegrityOnPostgres() : IntegritySpecs(new PostgresTestDatabase());
