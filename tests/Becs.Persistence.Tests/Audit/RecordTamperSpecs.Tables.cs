using System.Runtime.CompilerServices;
using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Commit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <content>Every table a decision rests on, with a row in each, and what becomes of a changed row that the program writes to.</content>
public abstract partial class RecordTamperSpecs
{
    /// <summary>What is held by a code. A table that a signature, an approval or a right rests on belongs here.</summary>
    private static readonly string[] Covered =
    [
        "accounts", "audit_rows", "change_comments", "change_evidence", "change_justifications", "change_replay_cases", "change_replays",
        "change_requests", "change_steps", "cover_revocations", "gate_decisions", "instance_migrations", "integrity_breaks",
        "integrity_confirmations", "integrity_incidents", "manual_covers", "migration_plans", "package_triggers", "packages",
        "platform_justifications", "platform_releases", "signatures", "training_acknowledgements", "training_gates", "training_needs",
        "training_records", "vendor_versions",
    ];

    [Fact]
    public async Task Commit_WhenARowWasChangedBesideTheProgram_ThenNothingIsWrittenOverIt()
    {
        await ArrangeRecordsAsync();
        await ExecuteSqlAsync("UPDATE accounts SET role_names = '[\"quality\"]' WHERE user_name = 'reg3'");

        var refused = await Assert.ThrowsAsync<RuleException>(() => SignInAsync("reg3"));

        Assert.Equal(("AUD-410", "accounts"), (refused.Code, refused.Facts["table"]));
        await using var scope = Services.CreateAsyncScope();
        var changed = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByNameAsync("reg3", Cancellation);
        Assert.Equal($"accounts {changed!.Id}", Assert.Single(await FindAsync(scope.ServiceProvider.GetRequiredService<AuditVerifier>())));
        await SignInAsync("reg4");
        await SignInAsync("reg4");
        Assert.Single(await FindAsync(scope.ServiceProvider.GetRequiredService<AuditVerifier>()));
    }

    [Fact]
    public async Task Commit_WhenRowsWereReadAndWrittenAgain_ThenNoneIsRefused()
    {
        await ArrangeAsync();

        Assert.True(await WriteAgainAsync() > 40);
        await using var scope = Services.CreateAsyncScope();
        Assert.Empty(await FindAsync(scope.ServiceProvider.GetRequiredService<AuditVerifier>()));
    }

    private async Task<int> WriteAgainAsync()
    {
        var written = 0;
        foreach (var type in new[] { typeof(Account), typeof(ChangeRequest), typeof(ChangeReplay), typeof(MigrationPlan), typeof(VendorVersion),
            typeof(PlatformRelease), typeof(TrainingGate), typeof(PackageRecord) })
        {
            await RunAsync(async s =>
            {
                var db = s.GetRequiredService<BecsDbContext>();
                await OpenUncheckedAsync(db);
                foreach (var row in await ((IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type).Invoke(db, null)!)
                    .ToListAsync(Cancellation))
                {
                    db.Entry(row).State = EntityState.Modified;
                    written++;
                }
            });
        }

        return written;
    }

    [Fact]
    public async Task LastAsync_WhenTheStateToGoBackToWasChanged_ThenRefusedByName()
    {
        await ArrangeAsync();
        await ExecuteSqlAsync(Database.Provider == DatabaseProvider.PostgreSql
            ? "ALTER TABLE instance_migrations DISABLE TRIGGER USER" : "DROP TRIGGER instance_migrations_no_update");
        await using var scope = Services.CreateAsyncScope();
        var one = await scope.ServiceProvider.GetRequiredService<BecsDbContext>().Set<InstanceMigration>().AsNoTracking().FirstAsync(Cancellation);
        var plans = scope.ServiceProvider.GetRequiredService<IMigrationPlans>();
        Assert.NotNull(await plans.LastAsync(one.PlanId, one.InstanceId, Cancellation));

        await ExecuteSqlAsync("UPDATE instance_migrations SET state_before = 'x'");

        Assert.Equal("CHG-436", (await Assert.ThrowsAsync<RuleException>(() => plans.LastAsync(one.PlanId, one.InstanceId, Cancellation))).Code);
    }

    private Task SignInAsync(string user) => RunAsync(async s =>
        (await s.GetRequiredService<IAccounts>().FindByNameAsync(user, Cancellation))!.Admit(Clock.UtcNow()));

    /// <summary>A row in every table with a code that has none yet, each column with a value, written by a commit.</summary>
    private async Task FillAsync()
    {
        await using var scope = Begin();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        await OpenUncheckedAsync(db);
        foreach (var table in RowCode.Tables(db.Model))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM {table.GetTableName()}";
            if (Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture) == 0)
            {
                Fill(db.Entry(RuntimeHelpers.GetUninitializedObject(table.ClrType)), scope.ServiceProvider.GetRequiredService<ICurrentOperation>().Context);
            }
        }

        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);
    }

    /// <summary>The rows made here belong to nothing: this connection looks at no key and no check.</summary>
    private async Task OpenUncheckedAsync(BecsDbContext db)
    {
        Database.Spoil();
        await db.Database.OpenConnectionAsync(Cancellation);
        foreach (var off in Database.Provider == DatabaseProvider.PostgreSql
            ? ["SET session_replication_role = replica", .. Checks(db)] : new[] { "PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = 1" })
        {
            await db.Database.ExecuteSqlRawAsync(off, Cancellation);
        }
    }

    private void Fill(EntityEntry entry, OperationContext operation)
    {
        foreach (var complex in entry.ComplexProperties)
        {
            complex.CurrentValue = FactStamp.Of(operation);
        }

        foreach (var property in entry.Properties.Where(p => p.Metadata.Name is not (RowCode.KeyId or RowCode.Mac)))
        {
            property.CurrentValue = Sample(property.Metadata);
        }

        entry.State = EntityState.Added;
    }

    private object Sample(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(string) ? $"text of {property.Name}"
            : type == typeof(Guid) ? Ids.New()
            : type == typeof(DateTime) ? Clock.UtcNow()
            : type == typeof(DateOnly) ? new DateOnly(2026, 6, 10)
            : type == typeof(bool) ? true
            : type == typeof(byte[]) ? new byte[] { 1, 2, 3 }
            : type == typeof(int) ? 3
            : type == typeof(long) ? 3L
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
            : type.IsAssignableFrom(typeof(List<string>)) ? new List<string> { "one", "two" }
            : type.IsAssignableFrom(typeof(List<Guid>)) ? new List<Guid> { Ids.New() }
            : Activator.CreateInstance(type, Ids.New())!;
    }

    private static IEnumerable<string> Checks(BecsDbContext db) => RowCode.Tables(db.GetService<IDesignTimeModel>().Model)
        .SelectMany(t => t.GetCheckConstraints().Select(c => $"ALTER TABLE {t.GetTableName()} DROP CONSTRAINT IF EXISTS {c.Name}"));
}
