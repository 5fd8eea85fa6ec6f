using Microsoft.EntityFrameworkCore.Design;

namespace Becs.Persistence.Setup;

/// <summary>Lets dotnet-ef make the SQLite migrations without host, argument or database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteBecsDbContext>
{
    public SqliteBecsDbContext CreateDbContext(string[] args) => new(SqliteBecsDbContext.Options("Data Source=design.db"));
}

/// <summary>The same for PostgreSQL.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresBecsDbContext>
{
    public PostgresBecsDbContext CreateDbContext(string[] args) =>
        new(PostgresBecsDbContext.Options("Host=127.0.0.1;Database=design"));
}
