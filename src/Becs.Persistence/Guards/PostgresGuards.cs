using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Becs.Persistence.Guards;

/// <summary>What the generated migration cannot say: append-only triggers and monthly partitions. Written by hand, from the model's marks.</summary>
[DbContext(typeof(PostgresBecsDbContext))]
[Migration("20260101000001_Guards")]
internal sealed class PostgresGuards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var statement in GuardStatements.Postgres())
        {
            migrationBuilder.Sql(statement);
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("History stays guarded. Restore a backup instead.");
}
