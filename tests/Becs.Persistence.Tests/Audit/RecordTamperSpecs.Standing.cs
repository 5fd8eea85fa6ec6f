using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Setup;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <content>Rows that are gone, an earlier state of a row put back with its genuine code, and rows nobody told of.</content>
public abstract partial class RecordTamperSpecs
{
    [Fact]
    public async Task Verify_WhenARowOfEachTableIsRemoved_ThenEachIsNamedAndNothingElse()
    {
        await ArrangeAsync();
        await using var scope = Services.CreateAsyncScope();
        var (db, verifier) = await DisarmedAsync(scope);
        var removed = new List<string>();
        foreach (var table in RowTelling.Tables(db.Model))
        {
            var name = table.GetTableName()!;
            var keys = RowCode.KeyColumns(table);
            var row = await TextAsync(db, $"SELECT {string.Join(" || '/' || ", keys.Select(k => $"CAST({k.Name} AS text)"))} FROM {name} LIMIT 1");
            Assert.Equal(1, await SqlAsync(db, $"DELETE FROM {name} WHERE {string.Join(" || '/' || ", keys.Select(k => $"CAST({k.Name} AS text)"))} = '{row}'"));
            removed.Add($"{name} {(keys.Count == 1 ? row.ToLowerInvariant() : Escaped(row))}");
        }

        var found = (await verifier.VerifyRecordsAsync(Cancellation)).Findings;

        Assert.True(removed.Count > 20);
        Assert.Equal(removed.Order(StringComparer.Ordinal), found.Select(f => f.Place).Order(StringComparer.Ordinal));
        Assert.All(found, f => Assert.Equal(AuditBreak.RecordMissing, f.Kind));
    }

    [Fact]
    public async Task Verify_WhenAnEarlierStateIsPutBack_ThenEachIsNamedAndNothingElse()
    {
        await ArrangeAsync();
        await using var scope = Services.CreateAsyncScope();
        var (db, verifier) = await DisarmedAsync(scope);
        var tables = RowTelling.Tables(db.Model).Where(t => t.FindProperty("Version") is not null).Select(t => t.GetTableName()!).ToList();
        Assert.Equal(Rewritten, tables);
        foreach (var table in tables)
        {
            await SqlAsync(db, $"CREATE TEMPORARY TABLE former_{table} AS SELECT * FROM {table} LIMIT 1");
        }

        await WriteAgainAsync();
        var put = new List<string>();
        foreach (var table in tables)
        {
            await SqlAsync(db, $"DELETE FROM {table} WHERE id IN (SELECT id FROM former_{table}); INSERT INTO {table} SELECT * FROM former_{table}");
            put.Add($"{table} {(await TextAsync(db, $"SELECT CAST(id AS text) FROM former_{table}")).ToLowerInvariant()}");
        }

        var found = (await verifier.VerifyRecordsAsync(Cancellation)).Findings;

        Assert.Equal(put, found.Select(f => f.Place).Order(StringComparer.Ordinal));
        Assert.All(found, f => Assert.Equal(AuditBreak.RecordOld, f.Kind));
    }

    [Fact]
    public async Task Verify_WhenNobodyToldOfARow_ThenItIsNamed()
    {
        await ArrangeRecordsAsync();
        await using var scope = Services.CreateAsyncScope();
        var (db, verifier) = await DisarmedAsync(scope);
        var account = await db.Set<Account>().AsNoTracking().OrderBy(a => a.Id).FirstAsync(Cancellation);
        await SqlAsync(db, $"DELETE FROM audit_rows WHERE subject_id = '{Text(account.Id)}'");

        var found = Assert.Single((await verifier.VerifyRecordsAsync(Cancellation)).Findings);

        Assert.Equal((AuditBreak.RecordUntold, $"accounts {account.Id}"), (found.Kind, found.Place));
    }

    /// <summary>Also where the clock stands, and the moment of the sign-in is in the row that was put back.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_WhenAnEarlierStateWasPutBack_ThenNothingIsWrittenOverIt(bool isToldSealed)
    {
        await ArrangeRecordsAsync();
        await SignInAsync("reg3");
        await using var scope = Services.CreateAsyncScope();
        var (db, verifier) = await DisarmedAsync(scope);
        await SqlAsync(db, "CREATE TEMPORARY TABLE former AS SELECT * FROM accounts WHERE user_name = 'reg3'");
        await RunAsync(async s => (await s.GetRequiredService<IAccounts>().FindByNameAsync("reg3", Cancellation))!.Lock("left"));
        if (isToldSealed)
        {
            await SealAsync();
        }

        var cursor = new RecordCursor();
        Assert.Empty((await verifier.VerifyRecordsAsync(cursor, 1, Cancellation)).Findings);
        await SqlAsync(db, "DELETE FROM accounts WHERE user_name = 'reg3'; INSERT INTO accounts SELECT * FROM former");

        var refused = await Assert.ThrowsAsync<RuleException>(() => SignInAsync("reg3"));

        var id = (await db.Set<Account>().AsNoTracking().SingleAsync(a => a.UserName == "reg3", Cancellation)).Id;
        Assert.Equal(("AUD-411", "accounts", $"{id}"), (refused.Code, refused.Facts["table"], refused.Facts["id"]));
        Assert.Equal((AuditBreak.RecordOld, $"accounts {id}"), Assert.Single(
            (await verifier.VerifyRecordsAsync(cursor, 1, Cancellation)).Findings.Select(f => (f.Kind, f.Place))));
        await SignInAsync("reg4");
    }

    [Fact]
    public async Task FindAsync_WhenAnEarlierStateOfThePackageWasPutBack_ThenRefusedByName()
    {
        await ArrangeRecordsAsync();
        await using var scope = Services.CreateAsyncScope();
        var (db, _) = await DisarmedAsync(scope);
        await SqlAsync(db, "CREATE TEMPORARY TABLE former AS SELECT * FROM packages WHERE package_hash = 'h3'");
        await RunAsync(async s =>
            s.GetRequiredService<BecsDbContext>().Entry((await s.GetRequiredService<Domain.ChangeControl.IPackageRecords>().FindAsync("h3", Cancellation))!).State = EntityState.Modified);
        Assert.NotNull(await FindPackageAsync("h3"));
        await SqlAsync(db, "DELETE FROM packages WHERE package_hash = 'h3'; INSERT INTO packages SELECT * FROM former");

        Assert.Equal("PKG-002", (await Assert.ThrowsAsync<RuleException>(() => FindPackageAsync("h3"))).Code);
    }

    [Fact]
    public async Task Verify_WhenARowOfTheTrailThatTellsIsNotGenuine_ThenNobodyIsAccusedByIt()
    {
        await ArrangeRecordsAsync();
        await using var scope = Services.CreateAsyncScope();
        var (db, verifier) = await DisarmedAsync(scope);
        var account = await db.Set<Account>().AsNoTracking().OrderBy(a => a.Id).FirstAsync(Cancellation);
        await SqlAsync(db, $"UPDATE audit_rows SET reason = 'x' WHERE subject_id = '{Text(account.Id)}'");

        Assert.Empty((await verifier.VerifyRecordsAsync(Cancellation)).Findings);
        Assert.Single((await verifier.VerifyAsync(Cancellation)).Findings);
        Assert.Equal("AUD-411", (await Assert.ThrowsAsync<RuleException>(() => SignInAsync(account.UserName))).Code);
    }

    private static readonly string[] Rewritten =
        ["accounts", "change_replays", "change_requests", "migration_plans", "packages", "platform_releases", "training_gates", "vendor_versions"];

    private async Task<(BecsDbContext Db, AuditVerifier Verifier)> DisarmedAsync(AsyncServiceScope scope)
    {
        Database.Spoil();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
        Assert.Empty((await verifier.VerifyRecordsAsync(Cancellation)).Findings);
        await db.Database.OpenConnectionAsync(Cancellation);
        foreach (var trigger in await TriggersAsync(db))
        {
            await db.Database.ExecuteSqlRawAsync(trigger, Cancellation);
        }

        return (db, verifier);
    }

    private async Task<object?> FindPackageAsync(string hash)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IPackages>().FindAsync(hash, Cancellation);
    }

    private async Task SealAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(false, Cancellation);
    }

    // A composite key is told with its ids in small letters and the rest escaped.
    private static string Escaped(string key) => string.Join('/', key.Split('/').Select(k => Guid.TryParse(k, out var id) ? $"{id}" : Uri.EscapeDataString(k)));

    private static Task<int> SqlAsync(BecsDbContext db, string sql) => db.Database.ExecuteSqlRawAsync(sql, Cancellation);

    private static async Task<string> TextAsync(BecsDbContext db, string sql)
    {
        await using var command = await DbCommands.CommandAsync(db, sql, Cancellation);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
