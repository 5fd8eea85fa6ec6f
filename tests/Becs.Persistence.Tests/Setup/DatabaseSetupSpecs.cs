using Becs.Persistence.Keys;
using Becs.Persistence.Setup;
using Becs.Persistence.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Becs.Persistence.Tests.Setup;

public abstract class DatabaseSetupSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    /// <summary>A database that does not exist yet, with a key folder of its own.</summary>
    protected override PersistenceOptions Adjust(PersistenceOptions options) => options with
    {
        ConnectionString = options.Provider == DatabaseProvider.Sqlite
            ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(Database.Folder, "new.db"), Pooling = false }.ConnectionString
            : new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                Database = $"becs_test_{Environment.ProcessId}_new",
                Pooling = false,
            }.ConnectionString,
        KeysPath = Path.Combine(Database.Folder, "new-keys"),
    };

    [Fact]
    public async Task MigrateAsync_WhenTheDatabaseIsNew_ThenItIsCurrentAndHasKeys()
    {
        try
        {
            await InScopeAsync(async setup =>
            {
                Assert.False(await setup.IsCurrentAsync(Cancellation));
                await setup.MigrateAsync(Cancellation);
                Assert.True(await setup.IsCurrentAsync(Cancellation));
                await setup.MigrateAsync(Cancellation);
            });
            Assert.Equal("1", Services.GetRequiredService<KeyRing>().CurrentId(KeyPurpose.AuditMac));
            await InScopeAsync(async setup => Assert.False(await setup.CreateIfEmptyAsync(Cancellation)));
            await RunAsync(_ => { });
        }
        finally
        {
            await DropAsync();
        }
    }

    [Fact]
    public async Task CommitAsync_WhenTheKeysOfAnOldDatabaseAreLost_ThenNothingIsWrittenAndNoKeyIsMade()
    {
        try
        {
            await InScopeAsync(async setup => Assert.True(await setup.CreateIfEmptyAsync(Cancellation)));
            Directory.Delete(Path.Combine(Database.Folder, "new-keys"), recursive: true);

            await InScopeAsync(setup => setup.MigrateAsync(Cancellation));
            var lost = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => { }));

            Assert.Contains("Becs__Keys__Path", lost.Message, StringComparison.Ordinal);
            Assert.Equal(0, await CountAsync("audit_rows"));
        }
        finally
        {
            await DropAsync();
        }
    }

    private async Task InScopeAsync(Func<DatabaseSetup, Task> act)
    {
        await using var scope = Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<DatabaseSetup>());
    }

    private async Task DropAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BecsDbContext>().Database.EnsureDeletedAsync(Cancellation);
    }
}

public sealed class DatabaseSetupOnSqlite() : DatabaseSetupSpecs(new SqliteTestDatabase());

public sealed class DatabaseSetupOnPostgres() : DatabaseSetupSpecs(new PostgresTestDatabase());
