using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Becs.Persistence.Guards;

/// <summary>What the generated migration cannot say: append-only triggers. Written by hand, from the model's marks.</summary>
[DbContext(typeof(SqliteBecsDbContext))]
[Migration("20260101000001_Guards")]
internal sealed class SqliteGuards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var statement in GuardStatements.Sqlite())
        {
            migrationBuilder.Sql(statement);
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("History stays guarded. Restore a backup instead.");
}
