using Becs.Persistence.Setup;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Becs.Server.Hosting;

/// <summary>Opens the database or says in one sentence why it cannot be used.</summary>
internal static class DatabaseStart
{
    /// <summary>Development and the embedded database on its first start make what is missing; otherwise migrating is the operator's act.</summary>
    public static Task OpenAsync(IServiceProvider services, BecsSettings settings, CancellationToken cancellationToken) =>
        GuardAsync(settings, async () =>
        {
            await using var scope = services.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<DatabaseSetup>();
            if (settings.IsDevelopment)
            {
                await database.MigrateAsync(cancellationToken);
            }
            else if (settings.DatabaseProvider == Becs.Persistence.DatabaseProvider.Sqlite)
            {
                await database.CreateIfEmptyAsync(cancellationToken);
            }

            if (!await database.IsCurrentAsync(cancellationToken))
            {
                throw new StartException("The database is empty or of an older version. Run the verb 'migrate' first; the server never migrates by itself.");
            }
        });

    public static async Task GuardAsync(BecsSettings settings, Func<Task> open)
    {
        try
        {
            if (settings.DatabaseProvider == Becs.Persistence.DatabaseProvider.Sqlite
                && new SqliteConnectionStringBuilder(settings.DatabaseConnectionString).DataSource is { Length: > 0 } file and not ":memory:")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            }

            await open();
        }
        catch (Exception e) when (e is SqliteException or NpgsqlException or IOException or UnauthorizedAccessException or ArgumentException)
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
