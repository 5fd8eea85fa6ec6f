using System.Data.Common;
using Becs.Persistence.Commit;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Becs.Persistence;

/// <summary>PostgreSQL 15 or later: any number of nodes.</summary>
internal sealed class PostgresBecsDbContext(DbContextOptions<PostgresBecsDbContext> options) : BecsDbContext(options)
{
    /// <summary>
    /// A node that stopped in the middle of a commit holds its locks until the database ends its session: soon enough for the other nodes to
    /// go on. The relay waits for the broker in its transaction, and sets a longer time there.
    /// </summary>
    private const string SessionLimits = "-c idle_in_transaction_session_timeout=6000 -c tcp_user_timeout=10000";

    /// <summary>
    /// Statements stay prepared on their connections, which are not reset between uses: no code here leaves anything on a session. Both can
    /// be set in the connection string, as a pooler in between may need.
    /// </summary>
    public static DbContextOptions<PostgresBecsDbContext> Options(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>()
            .Select(k => k.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!given.Contains(nameof(connection.NoResetOnClose)))
        {
            connection.NoResetOnClose = true;
        }

        connection.Options = string.IsNullOrEmpty(connection.Options) ? SessionLimits : $"{SessionLimits} {connection.Options}";
        if (!given.Contains(nameof(connection.MaxAutoPrepare)))
        {
            connection.MaxAutoPrepare = 200;
            connection.AutoPrepareMinUsages = 2;
        }

        return new DbContextOptionsBuilder<PostgresBecsDbContext>()
            .UseNpgsql(connection.ConnectionString).UseSnakeCaseNamingConvention().AddInterceptors(SaveGuard.Instance).Options;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<WholeMicroseconds>().HaveColumnType("timestamp with time zone");
    }
}
