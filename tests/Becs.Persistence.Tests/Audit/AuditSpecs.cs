using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

public abstract partial class AuditSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task VerifyAsync_WhenNothingWasTouched_ThenTheTrailIsWhole()
    {
        await WriteAsync(3);
        Assert.Equal(6, await SealAsync());
        await WriteAsync(2);
        Assert.Equal(4, await SealAsync(checkpoint: true));
        await WriteAsync(1);

        var report = await VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.Equal((12, 2, 1), (report.Rows, report.Seals, report.Checkpoints));
    }

    [Fact]
    public async Task SealAsync_WhenNothingIsNew_ThenNoSealIsWritten()
    {
        await WriteAsync(1);
        await SealAsync();

        Assert.Equal(0, await SealAsync());
        Assert.Equal(1, await CountAsync("seals"));
    }

    [Theory]
    [InlineData("what = 'unit.released'")]
    [InlineData("user_name = 'somebody'")]
    [InlineData("reason = 'because'")]
    [InlineData("old_value = 'x'")]
    [InlineData("workstation = 'elsewhere'")]
    public async Task VerifyAsync_WhenARowWasChanged_ThenItIsNamed(string change)
    {
        await WriteAsync(2);
        await SealAsync();
        await WriteAsync(1);
        await DisarmAsync("audit_rows");
        var ids = await RowIdsAsync();
        foreach (var id in new[] { ids[1], ids[^1] })
        {
            await ExecuteSqlAsync($"UPDATE audit_rows SET {change} WHERE id = '{Text(id)}'");
        }

        var changed = (await VerifyAsync()).Findings.Where(f => f.Kind == AuditBreak.RowChanged).Select(f => f.Place);

        Assert.Equal([$"row {ids[1]}", $"row {ids[^1]}"], changed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VerifyAsync_WhenARowIsGone_ThenItsCommitIsNamed(bool isSealed)
    {
        await WriteAsync(1);
        await (isSealed ? SealAsync() : Task.FromResult(0));
        await DisarmAsync("audit_rows");
        await ExecuteSqlAsync("DELETE FROM audit_rows WHERE ordinal = 2");

        Assert.Contains((await VerifyAsync()).Findings, f => f.Kind == AuditBreak.RowMissing);
    }

    [Fact]
    public async Task VerifyAsync_WhenASealedCommitIsGone_ThenItIsNamed()
    {
        await WriteAsync(3);
        await SealAsync();
        await DisarmAsync("audit_rows");
        var commit = await CommitOfAsync(2);
        await ExecuteSqlAsync($"DELETE FROM audit_rows WHERE commit_id = '{Text(commit)}'");

        var finding = Assert.Single((await VerifyAsync()).Findings);

        Assert.Equal((AuditBreak.CommitMissing, $"commit {commit}"), (finding.Kind, finding.Place));
    }

    [Fact]
    public async Task VerifyAsync_WhenACommitWasSlippedIntoASealedRange_ThenItIsNamed()
    {
        await WriteAsync(2);
        await SealAsync();
        await DisarmAsync("audit_rows");
        var (first, second) = (await CommitOfAsync(0), await CommitOfAsync(3));
        await ExecuteSqlAsync($"UPDATE audit_rows SET commit_id = '{Text(Ids.New())}' WHERE commit_id = '{Text(first)}'");

        var kinds = (await VerifyAsync()).Findings.Select(f => f.Kind).ToHashSet();

        Assert.Contains(AuditBreak.CommitAdded, kinds);
        Assert.Contains(AuditBreak.CommitMissing, kinds);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task VerifyAsync_WhenASealWasChangedOrRemoved_ThenTheChainBreaksThere()
    {
        for (var i = 0; i < 4; i++)
        {
            await WriteAsync(1);
            await SealAsync();
        }

        await DisarmAsync("seals");
        await ExecuteSqlAsync("DELETE FROM seals WHERE number = 2");
        await ExecuteSqlAsync("UPDATE seals SET upto_transaction = upto_transaction + 1000000 WHERE number = 4");

        var findings = (await VerifyAsync()).Findings;

        Assert.Contains(findings, f => f is { Kind: AuditBreak.ChainBroken, Place: "seal 3" });
        Assert.Contains(findings, f => f is { Kind: AuditBreak.SealChanged, Place: "seal 4" });
    }

    [Fact]
    public async Task VerifyAsync_WhenTwoSealsChangedPlaces_ThenTheChainBreaksThere()
    {
        for (var i = 0; i < 3; i++)
        {
            await WriteAsync(1);
            await SealAsync();
        }

        await DisarmAsync("seals");
        await ExecuteSqlAsync("UPDATE seals SET number = 99 WHERE number = 2");
        await ExecuteSqlAsync("UPDATE seals SET number = 2 WHERE number = 3");
        await ExecuteSqlAsync("UPDATE seals SET number = 3 WHERE number = 99");

        var findings = (await VerifyAsync()).Findings;

        Assert.Equal(["seal 2", "seal 3"], findings.Where(f => f.Kind == AuditBreak.SealChanged).Select(f => f.Place));
        Assert.Contains(findings, f => f is { Kind: AuditBreak.ChainBroken, Place: "seal 2" });
    }

    [Fact]
    public async Task VerifyAsync_WhenTheEndWasCutOff_ThenTheAnchorProvesIt()
    {
        await WriteAsync(1);
        await SealAsync();
        await WriteAsync(1);
        await SealAsync(checkpoint: true);
        await DisarmAsync("seals");
        await DisarmAsync("audit_rows");
        var upto = await CommitOfAsync(2);
        await ExecuteSqlAsync("DELETE FROM seals WHERE number = 2");
        await ExecuteSqlAsync($"DELETE FROM audit_rows WHERE commit_id = '{Text(upto)}'");

        var finding = Assert.Single((await VerifyAsync()).Findings);

        Assert.Equal((AuditBreak.AnchorMismatch, "anchor 1"), (finding.Kind, finding.Place));
    }

    [Fact]
    public async Task VerifyAsync_WhenTheAnchorFileWasForged_ThenTheLineIsNamed()
    {
        await WriteAsync(1);
        await SealAsync(checkpoint: true);
        var text = await File.ReadAllTextAsync(Database.Options.AnchorPath, Cancellation);
        await File.WriteAllTextAsync(
            Database.Options.AnchorPath, text.Replace("\"seal\":1", "\"seal\":7", StringComparison.Ordinal) + "nonsense\n", Cancellation);

        var findings = (await VerifyAsync()).Findings;

        Assert.Equal(["anchor 1", "anchor 2"], findings.Select(f => f.Place));
        Assert.All(findings, f => Assert.Equal(AuditBreak.AnchorChanged, f.Kind));
    }

    /// <summary>Takes the triggers away, as an administrator of the database could.</summary>
    private Task DisarmAsync(string table) => Database.Provider == DatabaseProvider.PostgreSql
        ? ExecuteSqlAsync($"ALTER TABLE {table} DISABLE TRIGGER USER")
        : ExecuteSqlAsync($"DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete");

    private string Text(Guid id) => Database.Provider == DatabaseProvider.PostgreSql ? $"{id}" : $"{id}".ToUpperInvariant();

    private async Task WriteAsync(int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await RunAsync(s => s.GetRequiredService<IAuditTrail>()
                .Record(new SubjectRef(SubjectKinds.Donor, Ids.New()), "donor.seen", "a", "b"));
        }
    }

    private protected async Task<int> SealAsync(bool checkpoint = false)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(checkpoint, Cancellation);
    }

    private protected async Task<AuditReport> VerifyAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyAsync(Cancellation);
    }

    private async Task<AuditReport> VerifyNewAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyNewAsync(Cancellation);
    }

    private async Task MarkAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
        await verifier.MarkAsync(await verifier.VerifyAsync(Cancellation), Ids.New(), Clock.UtcNow(), Cancellation);
    }

    private async Task<List<Guid>> RowIdsAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BecsDbContext>().Set<AuditRow>().OrderBy(a => a.Id).Select(a => a.Id)
            .ToListAsync(Cancellation);
    }

    private async Task<Guid> CommitOfAsync(int row)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BecsDbContext>().Set<AuditRow>().OrderBy(a => a.Id).Skip(row)
            .Select(a => a.CommitId).FirstAsync(Cancellation);
    }
}

public sealed class AuditOnSqlite() : AuditSpecs(new SqliteTestDatabase());

public sealed class AuditOnPostgres() : AuditSpecs(new PostgresTestDatabase())
{
    [Fact]
    public async Task ContinueNumbersAsync_WhenTheServerCountsFromBelow_ThenNewCommitsAreSealedAfterTheOld()
    {
        // As after a restore on a server that has counted less far: what is there has numbers this server has yet to reach.
        await ExecuteSqlAsync("UPDATE commit_counter SET value = 1000000000");
        try
        {
            await RunAsync(_ => { });
            await SealAsync();
            await ExecuteSqlAsync("UPDATE commit_counter SET value = 0");
            await using (var scope = Services.CreateAsyncScope())
            {
                await scope.ServiceProvider.GetRequiredService<Becs.Persistence.Setup.DatabaseSetup>().ContinueNumbersAsync(Cancellation);
            }

            await RunAsync(_ => { });
            Assert.Equal(1, await SealAsync());

            var report = await VerifyAsync();
            Assert.Empty(report.Findings);
            Assert.Equal((2, 2), (report.Rows, report.Seals));
        }
        finally
        {
            await ExecuteSqlAsync("UPDATE commit_counter SET value = 0");
        }
    }

    [Fact]
    public async Task SealAsync_WhenAnOlderTransactionStillRuns_ThenNothingYoungerIsSealed()
    {
        await using var running = Services.CreateAsyncScope();
        var db = running.ServiceProvider.GetRequiredService<BecsDbContext>();
        await using (var open = await db.Database.BeginTransactionAsync(Cancellation))
        {
            await db.Database.ExecuteSqlRawAsync("SELECT pg_current_xact_id()", Cancellation);
            await RunAsync(_ => { });

            Assert.Equal(0, await Seal());
        }

        Assert.Equal(1, await Seal());

        async Task<int> Seal()
        {
            await using var scope = Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(false, Cancellation);
        }
    }
}
