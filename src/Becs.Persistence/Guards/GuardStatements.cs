using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Becs.Persistence.Guards;

/// <summary>
/// The SQL that EF cannot generate, written from the marks on the model (<see cref="TableAnnotations"/>): triggers that keep history as
/// written, and monthly partitions. Table and column names come from our own model, never from outside.
/// </summary>
internal static class GuardStatements
{
    public static IEnumerable<string> Sqlite()
    {
        foreach (var entity in Marked(typeof(SqliteBecsDbContext), TableAnnotations.AppendOnly))
        {
            var table = entity.GetTableName();
            yield return $"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {Abort(table)} END;";
            var when = DeletableWhen(entity) is { } condition ? $"WHEN NOT ({condition}) " : "";
            yield return $"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when}BEGIN {Abort(table)} END;";
        }

        foreach (var entity in Marked(typeof(SqliteBecsDbContext), TableAnnotations.FrozenColumns))
        {
            var table = entity.GetTableName();
            var columns = Columns(entity);
            yield return $"CREATE TRIGGER {table}_frozen BEFORE UPDATE OF {string.Join(", ", columns)} ON {table} WHEN "
                + string.Join(" OR ", columns.Select(c => $"OLD.{c} IS NOT NEW.{c}")) + $" BEGIN {Abort(table)} END;";
            yield return $"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {Abort(table)} END;";
        }
    }

    public static IEnumerable<string> Postgres()
    {
        yield return PostgresFunctions.RefuseChange;
        yield return PostgresFunctions.ExpectOne;
        yield return PostgresFunctions.RegisterPartitioned;
        yield return PostgresFunctions.CreatePartitions;
        foreach (var entity in Marked(typeof(PostgresBecsDbContext), TableAnnotations.PartitionedByMonth))
        {
            yield return PostgresFunctions.Partition(entity.GetTableName()!);
        }

        foreach (var entity in Marked(typeof(PostgresBecsDbContext), TableAnnotations.AppendOnly))
        {
            var table = entity.GetTableName();
            var condition = DeletableWhen(entity);
            yield return $"CREATE TRIGGER {table}_no_change BEFORE UPDATE{(condition is null ? " OR DELETE" : "")} ON {table} "
                + "FOR EACH ROW EXECUTE FUNCTION becs_refuse_change();";
            if (condition is not null)
            {
                yield return PostgresFunctions.RefuseDeleteUnless(table!, condition);
                yield return $"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                    + $"FOR EACH ROW EXECUTE FUNCTION becs_refuse_delete_of_{table}();";
            }

            yield return NoTruncate(table!);
        }

        foreach (var entity in Marked(typeof(PostgresBecsDbContext), TableAnnotations.FrozenColumns))
        {
            var table = entity.GetTableName();
            var changed = string.Join(" OR ", Columns(entity).Select(c => $"OLD.{c} IS DISTINCT FROM NEW.{c}"));
            yield return $"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) "
                + "EXECUTE FUNCTION becs_refuse_change();";
            yield return $"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                + "FOR EACH ROW EXECUTE FUNCTION becs_refuse_change();";
            yield return NoTruncate(table!);
        }

        yield return "SELECT becs_create_partitions(current_date - interval '12 months', 24);";
    }

    private static string? DeletableWhen(IReadOnlyEntityType entity) => (string?)entity.FindAnnotation(TableAnnotations.DeletableWhen)?.Value;

    private static string NoTruncate(string table) =>
        $"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION becs_refuse_change();";

    private static string Abort(string? table) => $"SELECT RAISE(ABORT, '{table} is append-only: rows are superseded, never changed');";

    private static string[] Columns(IReadOnlyEntityType entity) =>
        [.. ((string)entity.FindAnnotation(TableAnnotations.FrozenColumns)!.Value!).Split(',')
            .Select(p => entity.FindProperty(p)?.GetColumnName()
                ?? throw new InvalidOperationException($"{entity.Name} has no property {p} to freeze."))];

    private static IEnumerable<IReadOnlyEntityType> Marked(Type context, string annotation) =>
        Model(context).GetEntityTypes().Where(e => e.FindAnnotation(annotation) is not null)
            .OrderBy(e => e.GetTableName(), StringComparer.Ordinal);

    // By reflection: the snapshot is generated, and must be absent while it is generated anew.
    private static IModel Model(Type context) =>
        typeof(GuardStatements).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(ModelSnapshot)) && t.Namespace!.EndsWith(Provider(context), StringComparison.Ordinal))
            .Select(t => ((ModelSnapshot)Activator.CreateInstance(t)!).Model)
            .SingleOrDefault()
        ?? throw new InvalidOperationException($"There is no model snapshot of {context.Name}: run Migrations/regenerate.");

    private static string Provider(Type context) => context == typeof(SqliteBecsDbContext) ? ".Sqlite" : ".Postgres";
}
