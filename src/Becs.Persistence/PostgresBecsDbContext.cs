using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence;

/// <summary>PostgreSQL 15 or later: any number of nodes.</summary>
internal sealed class PostgresBecsDbContext(DbContextOptions<PostgresBecsDbContext> options) : BecsDbContext(options)
{
    public static DbContextOptions<PostgresBecsDbContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<PostgresBecsDbContext>().UseNpgsql(connectionString).UseSnakeCaseNamingConvention().Options;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<WholeMicroseconds>().HaveColumnType("timestamp with time zone");
    }
}
