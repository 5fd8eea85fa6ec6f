using Becs.Persistence.Commit;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence;

/// <summary>The embedded database: one file, one node.</summary>
internal sealed class SqliteBecsDbContext(DbContextOptions<SqliteBecsDbContext> options) : BecsDbContext(options)
{
    public static DbContextOptions<SqliteBecsDbContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<SqliteBecsDbContext>()
            .UseSqlite(connectionString).UseSnakeCaseNamingConvention().AddInterceptors(SaveGuard.Instance).Options;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMicroseconds>();
    }
}
