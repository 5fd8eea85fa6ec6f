using Becs.Domain.ChangeControl;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ChangeControl;

public abstract class PackageSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task FindEffectiveAsync_WhenVersionsFollowEachOther_ThenTheLatestEffectiveOneIsFound()
    {
        var start = Clock.UtcNow();
        await LoadAsync("p", 1, "h1", effectiveAt: start);
        await LoadAsync("p", 2, "h2", effectiveAt: start.AddDays(1));
        await LoadAsync("p", 3, "h3", effectiveAt: null);

        Assert.Null(await EffectiveAsync("p", start.AddSeconds(-1)));
        Assert.Equal("h1", await EffectiveAsync("p", start));
        Assert.Equal("h2", await EffectiveAsync("p", start.AddDays(1)));
        Assert.Equal(["h2"], await TriggersAsync(start.AddDays(2)));
        Assert.Equal(["h1"], await TriggersAsync(start));
        await using var scope = Begin();
        var packages = scope.ServiceProvider.GetRequiredService<IPackages>();
        Assert.Equal([1, 2, 3], (await packages.FindAsync("h3", Cancellation))!.Bytes.ToArray());
        var standing = scope.ServiceProvider.GetRequiredService<IPackageStanding>();
        Assert.True(await standing.WasApprovedAndEffectiveAsync("h1", start.AddDays(2), Cancellation));
        Assert.False(await standing.WasApprovedAndEffectiveAsync("h3", start.AddDays(2), Cancellation));
    }

    [Fact]
    public async Task Retire_WhenCasesRunOnTheVersion_ThenItStartsNothingAndTheirBloodIsStillDecidedOn()
    {
        var start = Clock.UtcNow();
        await LoadAsync("p", 1, "h1", effectiveAt: start);
        await RunAsync(
            async s => Retirement.Of(await s.GetRequiredService<IPackageRecords>().ListAsync(cancellationToken: Cancellation), null, [], start)
                .Carry(s.GetRequiredService<ICurrentOperation>().Context, s.GetRequiredService<IEventSink>()),
            c => Signed(c, Permissions.WorkflowsApprove, SignatureMeanings.Retired, "h1"));

        Assert.Null(await EffectiveAsync("p", start));
        Assert.Empty(await TriggersAsync(start));
        await using var scope = Begin();
        var standing = scope.ServiceProvider.GetRequiredService<IPackageStanding>();
        Assert.True(await standing.WasApprovedAndEffectiveAsync("h1", start, Cancellation));
        Assert.False(await standing.WasApprovedAndEffectiveAsync("h1", start.AddSeconds(-1), Cancellation));
    }

    [Fact]
    public async Task Add_WhenTheVersionOrHashExists_ThenItIsRefused()
    {
        await LoadAsync("p", 1, "h1", null);

        Assert.Equal("ix_packages_package_hash",
            (await Assert.ThrowsAsync<CommitConflictException>(() => LoadAsync("q", 1, "h1", null))).Constraint);
        Assert.Equal("ix_packages_kind_definition_id_definition_version",
            (await Assert.ThrowsAsync<CommitConflictException>(() => LoadAsync("p", 1, "h2", null))).Constraint);
    }

    [Theory]
    [InlineData("UPDATE packages SET bytes = package_hash")]
    [InlineData("UPDATE packages SET package_hash = 'x'")]
    [InlineData("UPDATE packages SET behaviour_hash = 'x'")]
    [InlineData("DELETE FROM packages")]
    public async Task Package_WhenWhatWasSignedIsTouched_ThenTheDatabaseRefuses(string sql)
    {
        await LoadAsync("p", 1, "h1", null);
        var statement = Database.Provider == DatabaseProvider.PostgreSql
            ? sql.Replace("bytes = package_hash", "bytes = '\\x00'", StringComparison.Ordinal)
            : sql;

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync(statement));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        await ExecuteSqlAsync("UPDATE packages SET name = 'other'");
    }

    private Task LoadAsync(string definition, int version, string hash, DateTime? effectiveAt) => RunAsync(
        s =>
        {
            var package = new PackageRecord(
                Ids.New(), PackageRecord.Workflow, definition, version, definition, hash, "b", [1, 2, 3], Clock.UtcNow());
            s.GetRequiredService<IPackageRecords>().Add(package, [new PackageTrigger("a", "Elsa.Event", "th")]);
            if (effectiveAt is { } at)
            {
                package.Accept(s.GetRequiredService<ICurrentOperation>().Context, at);
            }
        },
        c => effectiveAt is null ? c : Signed(c, Permissions.QualityAccept, SignatureMeanings.AcceptedForUse, hash));

    private OperationContext Signed(OperationContext c, string permission, string meaning, string hash) => c with
    {
        Permissions = new HashSet<string> { permission },
        Signature = new Signature
        {
            Id = Ids.New(),
            UserId = c.UserId,
            UserName = "qa1",
            PrintedName = "QA One",
            SignedAt = c.NowAt,
            SiteTimeZone = "UTC",
            Meaning = meaning,
            Reason = "test",
            SignedHash = hash,
            Subject = "package",
        },
    };

    private async Task<string?> EffectiveAsync(string definition, DateTime at)
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<IPackages>().FindEffectiveAsync(definition, at, Cancellation))?.PackageHash;
    }

    private async Task<IEnumerable<string>> TriggersAsync(DateTime at)
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<IPackages>().FindTriggersAsync("Elsa.Event", "th", at, Cancellation))
            .Select(t => t.PackageHash);
    }
}

public sealed class PackagesOnSqlite() : PackageSpecs(new SqliteTestDatabase());

public sealed class PackagesOnPostgres() : PackageSpecs(new PostgresTestDatabase());
