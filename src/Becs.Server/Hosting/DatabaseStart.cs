using Becs.Persistence;
using Becs.Persistence.Setup;

namespace Becs.Server.Hosting;

/// <summary>Opens the database or says in one sentence why it cannot be used.</summary>
internal static class DatabaseStart
{
    /// <summary>Development and the embedded database on its first start make what is missing; otherwise migrating is the operator's act.</summary>
    public static Task OpenAsync(IServiceProvider services, BecsSettings settings, CancellationToken cancellationToken) =>
        GuardAsync(settings, async () =>
        {
            DatabaseFailures.PrepareFolder(services.GetRequiredService<PersistenceOptions>());
            await using var scope = services.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<DatabaseSetup>();
            if (settings.IsDevelopment)
            {
                await database.MigrateAsync(cancellationToken);
            }
            else if (settings.DatabaseProvider == DatabaseProvider.Sqlite)
            {
                await database.CreateIfEmptyAsync(cancellationToken);
            }

            await RequireAsync(database, cancellationToken);
            await database.ContinueNumbersAsync(cancellationToken);
        });

    /// <summary>Refuses to go on without a current database; makes nothing.</summary>
    public static Task RequireAsync(IServiceProvider services, BecsSettings settings, CancellationToken cancellationToken) =>
        GuardAsync(settings, async () =>
        {
            await using var scope = services.CreateAsyncScope();
            await RequireAsync(scope.ServiceProvider.GetRequiredService<DatabaseSetup>(), cancellationToken);
        });

    private static async Task RequireAsync(DatabaseSetup database, CancellationToken cancellationToken)
    {
        if (!await database.IsCurrentAsync(cancellationToken))
        {
            throw new StartException(
                "The database is empty or of another version. Run the verb 'migrate' first; outside Development the server never migrates.");
        }
    }

    public static async Task GuardAsync(BecsSettings settings, Func<Task> open)
    {
        try
        {
            await open();
        }
        catch (Exception e) when (DatabaseFailures.Explains(e))
        {
            throw new StartException($"The database cannot be used (setting Becs__Database__ConnectionString, provider {settings.DatabaseProvider}): "
                + $"{e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("Becs__", StringComparison.Ordinal))
        {
            throw new StartException(e.Message, e);
        }
    }
}
