using System.Data.Common;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ChangeControl;

public abstract class PlatformReleaseSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task Add_WhenRead_ThenEverythingIsThereAndGenuine()
    {
        var id = await AddAsync("a");
        await RunAsync(async s => (await FindAsync(s, id)).Show("{}", Clock.UtcNow()));

        await using var scope = Begin();
        var releases = scope.ServiceProvider.GetRequiredService<IPlatformReleases>();
        var read = (await releases.FindAsync(PlatformRelease.HashOf("a"), Cancellation))!;
        Assert.Equal((id, "a", "1.0", "node", "{}", PlatformReleaseState.Waiting),
            (read.Id, read.Manifest, read.ProductVersion, read.FirstSeenBy, read.Evidence, read.State));
        Assert.True(await releases.IsGenuineAsync(read, Cancellation));
        Assert.Null(await releases.FindAsync(PlatformRelease.HashOf("b"), Cancellation));
    }

    [Fact]
    public async Task Add_WhenTheSameBuildIsThere_ThenItIsRefused()
    {
        await AddAsync("a");
        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync("a"));
    }

    [Fact]
    public async Task Row_WhenChangedBesideTheProgram_ThenItIsNotGenuineAndWhatItIsCannotBeChangedAtAll()
    {
        var id = await AddAsync("a");
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync("UPDATE platform_releases SET manifest = 'b'"));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync("DELETE FROM platform_releases"));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync("UPDATE platform_releases SET state = 'Accepted'")); // nobody signed
        Database.Spoil();
        await ExecuteSqlAsync("UPDATE platform_releases SET accepted_by_name = 'Somebody'");

        await using var scope = Begin();
        Assert.False(await scope.ServiceProvider.GetRequiredService<IPlatformReleases>().IsGenuineAsync(await FindAsync(scope.ServiceProvider, id), Cancellation));
    }

    [Fact]
    public async Task Withdraw_WhenAnotherAcceptanceIsTakenBackAtTheSameTime_ThenTheLaterMustLookAgain()
    {
        foreach (var _ in new[] { "the first ever", "one after it" })
        {
            await using var slow = Begin();
            await slow.ServiceProvider.GetRequiredService<IPlatformReleases>().TakeWithdrawalTurnAsync(Cancellation);
            await RunAsync(s => s.GetRequiredService<IPlatformReleases>().TakeWithdrawalTurnAsync(Cancellation));

            Assert.True((await Assert.ThrowsAsync<CommitConflictException>(() => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation))).Retryable);
        }
    }

    [Fact]
    public async Task Justification_WhenRecorded_ThenReadBackOnceForEachGapAndNeverChanged()
    {
        var id = await AddAsync("a");
        await AddAsync(Justification(id));

        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(Justification(id)));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync("UPDATE platform_justifications SET text = 'other'"));
        await using var scope = Begin();
        var read = Assert.Single(await scope.ServiceProvider.GetRequiredService<IPlatformReleases>().JustificationsAsync(id, Cancellation));
        Assert.Equal((EvidenceGapKind.Undecided, "journal", "Archived."), (read.Kind, read.Key, read.Text));
    }

    [Fact]
    public async Task Replays_WhenOfABuild_ThenTheyAreItsOwnAndNoChangesOne()
    {
        var id = await AddAsync("a");
        var at = Clock.UtcNow();
        await RunAsync(s =>
        {
            s.GetRequiredService<IChanges>().Add(ChangeReplay.OfPlatform(Ids.New(), id, "two", 3, 10, at));
            s.GetRequiredService<IChanges>().Add(ChangeReplay.OfPlatform(Ids.New(), id, "one", 30, 10, at));
        });

        await using var scope = Begin();
        var changes = scope.ServiceProvider.GetRequiredService<IChanges>();
        Assert.Null(await changes.UnfinishedReplayAsync(null, null, Cancellation));
        Assert.Null(await changes.UnfinishedReplayAsync(Ids.New(), null, Cancellation));
        Assert.NotNull(await changes.UnfinishedReplayAsync(id, null, Cancellation));
        Assert.Equal([("one", 30, 10), ("two", 3, 3)], (await scope.ServiceProvider.GetRequiredService<IPlatformReleases>().ReplaysAsync(id, Cancellation))
            .Select(r => (r.DefinitionId, r.Recorded, r.Total)));
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(s => s.GetRequiredService<IChanges>().Add(
            ChangeReplay.OfPlatform(Ids.New(), id, "one", 3, 10, at))));
    }

    private static async Task<PlatformRelease> FindAsync(IServiceProvider scope, Guid id) =>
        (await scope.GetRequiredService<IPlatformReleases>().FindAsync(id, Cancellation))!;

    private async Task<Guid> AddAsync(string manifest)
    {
        var id = Ids.New();
        await RunAsync(s => s.GetRequiredService<IPlatformReleases>().Add(new PlatformRelease(id, manifest, "1.0", "node", Clock.UtcNow())));
        return id;
    }

    private Task AddAsync(PlatformJustification justification) =>
        RunAsync(s => s.GetRequiredService<IPlatformReleases>().Add(justification));

    private PlatformJustification Justification(Guid release) => new()
    {
        Id = Ids.New(),
        ReleaseId = release,
        Kind = EvidenceGapKind.Undecided,
        Key = "journal",
        Text = "Archived.",
        UserId = Ids.New(),
        PrintedName = "Val",
        Meaning = SignatureMeanings.Justified,
        SignatureId = Ids.New(),
        RecordedAt = Clock.UtcNow(),
    };
}

public sealed class PlatformReleasesOnSqlite() : PlatformReleaseSpecs(new SqliteTestDatabase());

public sealed class PlatformReleasesOnPostgres() : PlatformReleaseSpecs(new PostgresTestDatabase());
