using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Sites;
using Becs.Persistence.Audit;
using Becs.Persistence.Commit;
using Becs.Persistence.Outbox;
using Becs.Persistence.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Commit;

public abstract class UnitOfWorkSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task CommitAsync_WhenEverythingIsStaged_ThenAllOfItIsThere()
    {
        var donor = new DonorId(Ids.New());
        await RunAsync(s => Stage(s, donor), c => c with { Signature = Sign() });

        Assert.Equal(1, await CountAsync("sites"));
        Assert.Equal(1, await CountAsync("accounts"));
        Assert.Equal(1, await CountAsync("outbox"));
        Assert.Equal(1, await CountAsync("operations"));
        Assert.Equal(1, await CountAsync("signatures"));
        Assert.Equal(3, await CountAsync("audit_rows")); // the commit, its entry, and what became of the account
        Assert.Equal(1, await CountAsync("subjects"));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task CommitAsync_WhenItBreaksAtAnyStep_ThenNothingOfItIsThere(string step)
    {
        var before = await CountAllAsync();
        FailPoints.BreakAt = step;
        var donor = new DonorId(Ids.New());

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(s => Stage(s, donor), c => c with { Signature = Sign() }));

        Assert.Equal(before, await CountAllAsync());
        FailPoints.BreakAt = null;
        await RunAsync(s => Stage(s, donor), c => c with { Signature = Sign() });
    }

    public static TheoryData<string> Steps => [.. CommitSteps.All];

    [Fact]
    public async Task CommitAsync_WhenCommitted_ThenEachStepWasPassedInOrder()
    {
        await RunAsync(_ => { });

        Assert.Equal([.. CommitSteps.All, CommitSteps.Committed], FailPoints.Passed);
    }

    [Fact]
    public async Task CommitAsync_WhenTheScopeHasCommitted_ThenItIsRefused()
    {
        await using var scope = Begin();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.CommitAsync(Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => work.CommitAsync(Cancellation));
    }

    [Fact]
    public async Task SaveChangesAsync_WhenNotCalledByUnitOfWork_ThenItIsRefused()
    {
        await using var scope = Begin();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        db.Add(new Site(new SiteId(Ids.New()), "ANY", "Any", "W9999", "Europe/London"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancellation));
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
        Assert.Equal(0, await CountAsync("sites"));
    }

    [Fact]
    public async Task CommitAsync_WhenEventsAreRaised_ThenEachSubjectHasItsOwnSequence()
    {
        var (first, second) = (new DonorId(Ids.New()), new DonorId(Ids.New()));
        await RunAsync(s => Raise(s, first.Subject, first.Subject, second.Subject));
        await RunAsync(s => Raise(s, first.Subject));

        await using var scope = Begin();
        var rows = await scope.ServiceProvider.GetRequiredService<BecsDbContext>().Set<OutboxRow>().AsNoTracking()
            .OrderBy(o => o.Sequence).ToListAsync(Cancellation);

        Assert.Equal([1, 2, 3], rows.Where(o => o.SubjectId == first.Value).Select(o => o.Sequence));
        Assert.Equal([1], rows.Where(o => o.SubjectId == second.Value).Select(o => o.Sequence));
        Assert.All(rows, o => Assert.Equal(typeof(SomethingHappened).FullName, o.Type));
        Assert.All(rows, o => Assert.Contains($"\"eventId\":\"{o.Id}\"", o.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CommitAsync_WhenTwoChangeTheSameRecord_ThenTheSecondIsRefused()
    {
        var id = Ids.New();
        await RunAsync(s => s.GetRequiredService<IAccounts>().Add(new Account(id, "reg1", "Reg One", Clock.UtcNow())));
        await using var first = Begin();
        await using var second = Begin();
        (await first.ServiceProvider.GetRequiredService<IAccounts>().FindAsync(id, Cancellation))!.FailedSignIns = 1;
        (await second.ServiceProvider.GetRequiredService<IAccounts>().FindAsync(id, Cancellation))!.FailedSignIns = 2;
        await first.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);

        var conflict = await Assert.ThrowsAsync<CommitConflictException>(
            () => second.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));

        Assert.Equal("CON-409", conflict.Code);
        Assert.True(conflict.Retryable);
    }

    [Fact]
    public async Task CommitAsync_WhenAnIdentityIsTaken_ThenTheConstraintIsNamed()
    {
        await RunAsync(s => s.GetRequiredService<IAccounts>().Add(new Account(Ids.New(), "reg1", "Reg One", Clock.UtcNow())));

        var conflict = await Assert.ThrowsAsync<CommitConflictException>(() => RunAsync(
            s => s.GetRequiredService<IAccounts>().Add(new Account(Ids.New(), "reg1", "Reg Two", Clock.UtcNow()))));

        Assert.Equal("DUP-409", conflict.Code);
        Assert.Equal("ix_accounts_user_name", conflict.Constraint);
        Assert.False(conflict.Retryable);
    }

    [Fact]
    public async Task CommitRefusalAsync_WhenARuleForbade_ThenOnlyTheAttemptIsRecorded()
    {
        await using (var scope = Begin())
        {
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitRefusalAsync(
                new RuleException("ISS-004", "No.", new Dictionary<string, string> { ["unit"] = "x" }), cancellationToken: Cancellation);
        }

        Assert.Equal(0, await CountAsync("operations"));
        await using var reading = Begin();
        var rows = await reading.ServiceProvider.GetRequiredService<BecsDbContext>().Set<AuditRow>().OrderBy(a => a.Ordinal)
            .ToListAsync(Cancellation);
        Assert.Equal(["test.act", "operation.refused"], rows.Select(r => r.What));
        Assert.Contains("ISS-004", rows[1].New, StringComparison.Ordinal);
    }

    private static void Raise(IServiceProvider services, params SubjectRef[] subjects)
    {
        foreach (var subject in subjects)
        {
            services.GetRequiredService<IEventSink>().Raise(subject, new SomethingHappened("it"));
        }
    }

    private void Stage(IServiceProvider services, DonorId donor)
    {
        services.GetRequiredService<ISites>().Add(new Site(Site, "NOR", "North", "W1234", "America/New_York"));
        var account = new Account(Ids.New(), "lab1", "Lab One", Clock.UtcNow());
        account.SetRoles([Roles.Laboratory]);
        account.GrantSites([Site.Value]);
        services.GetRequiredService<IAccounts>().Add(account);
        services.GetRequiredService<ISubjects>().Create(donor.Subject);
        services.GetRequiredService<ISubjects>().Bump(donor.Subject);
        Raise(services, donor.Subject);
        services.GetRequiredService<IAuditTrail>().Record(donor.Subject, "donor.registered");
        services.GetRequiredService<UnitOfWork>().Respond("{}");
    }

    private Signature Sign() => new()
    {
        Id = Ids.New(),
        UserId = Ids.New(),
        UserName = "lab1",
        PrintedName = "Lab One",
        SignedAt = Clock.UtcNow(),
        SiteTimeZone = "America/New_York",
        Meaning = SignatureMeanings.Performed,
        Reason = "test",
        SignedHash = "00",
        Subject = "task:1",
    };
}

public sealed class UnitOfWorkOnSqlite() : UnitOfWorkSpecs(new SqliteTestDatabase());

public sealed class UnitOfWorkOnPostgres() : UnitOfWorkSpecs(new PostgresTestDatabase());
