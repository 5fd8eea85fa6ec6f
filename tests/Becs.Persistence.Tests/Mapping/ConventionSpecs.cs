using Becs.Persistence.Mapping;
using Becs.Persistence.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Mapping;

/// <summary>What must hold for every table, whoever maps it.</summary>
public abstract class ConventionSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task EveryPartitionedTable_WhenMapped_ThenItsKeyIsTheIdAndNothingElseIsUnique()
    {
        await using var scope = Services.CreateAsyncScope();
        var model = Model(scope.ServiceProvider);
        var partitioned = model.GetEntityTypes().Where(e => e.FindAnnotation(TableAnnotations.PartitionedByMonth) is not null).ToList();

        Assert.Superset(
            new HashSet<string?> { "audit_rows", "journal", "outbox", "tasks" }, partitioned.Select(e => e.GetTableName()).ToHashSet());
        Assert.All(partitioned, e => Assert.Equal("id", Assert.Single(e.FindPrimaryKey()!.Properties).GetColumnName()));
        Assert.All(partitioned, e => Assert.DoesNotContain(e.GetIndexes(), i => i.IsUnique));
    }

    [Fact]
    public async Task EveryColumn_WhenMapped_ThenItIsSnakeCaseAndNoJsonbIsUsed()
    {
        await using var scope = Services.CreateAsyncScope();
        foreach (var property in Model(scope.ServiceProvider).GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", property.GetColumnName());
            Assert.NotEqual("jsonb", property.GetColumnType());
        }
    }

    [Fact]
    public async Task EveryRowVersion_WhenMapped_ThenItGuardsAgainstLostUpdates()
    {
        await using var scope = Services.CreateAsyncScope();
        var versions = Model(scope.ServiceProvider).GetEntityTypes()
            .Select(e => e.FindProperty("Version")).OfType<IProperty>().Where(p => p.ClrType == typeof(long)).ToList();

        Assert.NotEmpty(versions);
        Assert.All(versions, p => Assert.True(p.IsConcurrencyToken, p.DeclaringType.Name));
    }

    [Fact]
    public async Task Model_WhenComparedToTheMigrations_ThenNothingIsPending()
    {
        await using var scope = Services.CreateAsyncScope();

        Assert.False(scope.ServiceProvider.GetRequiredService<BecsDbContext>().Database.HasPendingModelChanges());
    }

    private static IModel Model(IServiceProvider services) =>
        services.GetRequiredService<BecsDbContext>().GetService<IDesignTimeModel>().Model;
}

public sealed class ConventionsOnSqlite() : ConventionSpecs(new SqliteTestDatabase());

public sealed class ConventionsOnPostgres() : ConventionSpecs(new PostgresTestDatabase());
