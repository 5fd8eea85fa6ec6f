using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Becs.Persistence.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Guards;

public abstract class GuardSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task AppendOnlyTable_WhenItHasRows_ThenUpdateAndDeleteAreRefused()
    {
        await RunAsync(_ => { });

        await RefusedAsync("UPDATE audit_rows SET what = 'nothing'");
        await RefusedAsync("DELETE FROM audit_rows");
        Assert.Equal(1, await CountAsync("audit_rows"));
    }

    [Fact]
    public async Task EveryMarkedTable_WhenLookedUp_ThenItHasItsTriggers()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BecsDbContext>();
        // Marks are for building the database: only the design-time model has them.
        var model = db.GetService<Microsoft.EntityFrameworkCore.Metadata.IDesignTimeModel>().Model;
        var marked = model.GetEntityTypes().Where(e => e.FindAnnotation(TableAnnotations.AppendOnly) is not null)
            .Select(e => e.GetTableName()!).ToList();

        Assert.Contains("seals", marked);
        Assert.Contains("signatures", marked);
        Assert.Contains("personal_records", marked);
        foreach (var table in marked)
        {
            var count = db.IsPostgres
                ? await CountAsync($"pg_trigger WHERE tgrelid = '{table}'::regclass AND tgname IN ('{table}_no_change', '{table}_no_truncate')")
                : await CountAsync($"sqlite_master WHERE type = 'trigger' AND name IN ('{table}_no_update', '{table}_no_delete')");
            Assert.Equal(2, count);
        }
    }

    [Fact]
    public async Task PersonalRecords_WhenAPersonIsErased_ThenOnlyKeyAndTokensGo()
    {
        var donor = new PersonRef(SubjectKinds.Donor, Ids.New());
        await RunAsync(async s =>
        {
            await s.GetRequiredService<IPersonalRecords>().PutAsync(donor, "identity", donor.Id, new Note("x"), Cancellation);
        });

        await RefusedAsync("DELETE FROM personal_records");
        await RunAsync(s => s.GetRequiredService<IPersonalRecords>().EraseAsync(donor, Cancellation));
        Assert.Equal(1, await CountAsync("personal_records"));
        Assert.Equal(0, await CountAsync("person_keys"));
    }

    protected async Task RefusedAsync(string sql)
    {
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync(sql));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    private sealed record Note(string Text);
}

public sealed class GuardsOnSqlite() : GuardSpecs(new SqliteTestDatabase());

public sealed class GuardsOnPostgres() : GuardSpecs(new PostgresTestDatabase())
{
    [Fact]
    public async Task AppendOnlyTable_WhenTruncated_ThenItIsRefused()
    {
        await RefusedAsync("TRUNCATE audit_rows");
        await RefusedAsync("TRUNCATE audit_rows_default");
        await RefusedAsync("TRUNCATE seals");
    }

    [Fact]
    public async Task PartitionedTable_WhenARowIsWritten_ThenItLiesInThePartitionOfItsMonth()
    {
        await ExecuteSqlAsync("SELECT becs_create_partitions('2026-06-01', 1)");
        await RunAsync(_ => { });
        Assert.Equal(1, await CountAsync("audit_rows_202606"));
        Assert.Equal(0, await CountAsync("audit_rows_default"));
    }

    [Fact]
    public async Task Partition_WhenChangedDirectly_ThenItIsRefused()
    {
        await RunAsync(_ => { });

        await RefusedAsync("UPDATE audit_rows_202606 SET what = 'nothing'");
        await RefusedAsync("TRUNCATE audit_rows_202606");
    }

    [Fact]
    public async Task CreatePartitions_WhenTheDefaultHoldsRowsOfTheMonth_ThenTheyStayThere()
    {
        Clock.SetUtcNow(new DateTimeOffset(2035, 1, 15, 0, 0, 0, TimeSpan.Zero));
        await RunAsync(_ => { });
        Assert.Equal(1, await CountAsync("audit_rows_default"));

        await ExecuteSqlAsync("SELECT becs_create_partitions('2034-12-01', 3)");

        Assert.Equal(1, await CountAsync("pg_class WHERE relname = 'audit_rows_203412'"));
        Assert.Equal(0, await CountAsync("pg_class WHERE relname = 'audit_rows_203501'"));
        Assert.Equal(1, await CountAsync("audit_rows"));
    }
}
