using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Becs.Persistence.Commit;

/// <summary>
/// The statements of one table on PostgreSQL, from the model: its rows are written without the update pipeline of EF. Only of a table that
/// stands alone (<see cref="StandsAlone"/>), so that the order of its rows among those of other tables does not matter.
/// </summary>
internal sealed class TableStatements
{
    private static readonly ConditionalWeakTable<IEntityType, TableStatements> _known = [];

    private readonly string _table;
    private readonly Column[] _columns;
    private readonly Column[] _key;
    private readonly Column[] _guarded;
    private readonly string _insert;
    private readonly string _delete;
    private readonly ConcurrentDictionary<string, string> _updates = new(StringComparer.Ordinal);

    private TableStatements(IEntityType entity)
    {
        _table = entity.GetTableName()!;
        _columns = [.. entity.GetProperties().Select(Column.Of)];
        var key = entity.FindPrimaryKey()?.Properties ?? [];
        _key = [.. _columns.Where(c => key.Contains(c.Property))];
        _guarded = [.. _key, .. _columns.Where(c => c.Property.IsConcurrencyToken && !key.Contains(c.Property))];
        StandsAlone = !entity.GetForeignKeys().Any() && !entity.GetReferencingForeignKeys().Any() && !entity.GetComplexProperties().Any()
            && entity.BaseType is null && !entity.GetDirectlyDerivedTypes().Any() && _key.Length > 0;
        IsUniqueBesidesKey = entity.GetIndexes().Any(i => i.IsUnique);
        _insert = $"INSERT INTO {_table} ({string.Join(", ", _columns.Select(c => c.Name))}) VALUES ("
            + string.Join(", ", Enumerable.Range(1, _columns.Length).Select(Numbered)) + ")";
        _delete = Checked($"DELETE FROM {_table} WHERE {Condition(0)}");
    }

    /// <summary>No foreign key ties it to another table, and a row of it is one plain record.</summary>
    public bool StandsAlone { get; }

    /// <summary>A change may free a value that another row of the same commit takes: their order matters.</summary>
    public bool IsUniqueBesidesKey { get; }

    public static TableStatements Of(IEntityType entity) => _known.GetValue(entity, static e => new TableStatements(e));

    public void Add(NpgsqlBatch batch, NpgsqlCommand maker, EntityEntry entry)
    {
        var command = new NpgsqlBatchCommand();
        switch (entry.State)
        {
            case EntityState.Added:
                command.CommandText = _insert;
                AddValues(command, maker, entry, _columns, isOriginal: false);
                break;
            case EntityState.Deleted:
                command.CommandText = _delete;
                AddValues(command, maker, entry, _guarded, isOriginal: true);
                break;
            default:
                var changed = Array.FindAll(_columns, c => entry.Property(c.Property).IsModified);
                command.CommandText = Update(changed);
                AddValues(command, maker, entry, changed, isOriginal: false);
                AddValues(command, maker, entry, _guarded, isOriginal: true);
                break;
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>Rows that several commits may change are always changed in the order of their keys, so that no two commits wait in a ring.</summary>
    public int Compare(EntityEntry one, EntityEntry other)
    {
        foreach (var column in _key)
        {
            var order = Comparer<object>.Default.Compare(column.Stored(one, isOriginal: true), column.Stored(other, isOriginal: true));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private string Update(Column[] changed)
    {
        var mask = string.Join(',', changed.Select(c => c.Name));
        return _updates.GetOrAdd(mask, static (_, all) => all.Statements.Checked(
            $"UPDATE {all.Statements._table} SET {string.Join(", ", all.Changed.Select((c, i) => $"{c.Name} = {Numbered(i + 1)}"))} "
            + $"WHERE {all.Statements.Condition(all.Changed.Length)}"), (Statements: this, Changed: changed));
    }

    /// <summary>The commit travels with the statement, so the database itself must stop when the row is gone or was changed by another.</summary>
    private string Checked(string statement) =>
        $"WITH changed AS ({statement} RETURNING 1) SELECT becs_expect_one((SELECT count(*) FROM changed), '{_table}')";

    private string Condition(int before)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _guarded.Length; i++)
        {
            text.Append(i == 0 ? "" : " AND ").Append(_guarded[i].Name).Append(" = ").Append(Numbered(before + i + 1));
        }

        return text.ToString();
    }

    private static void AddValues(NpgsqlBatchCommand command, NpgsqlCommand maker, EntityEntry entry, Column[] columns, bool isOriginal)
    {
        foreach (var column in columns)
        {
            command.Parameters.Add(column.Parameter(maker, entry, isOriginal));
        }
    }

    private static string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    private sealed record Column(IProperty Property, string Name, RelationalTypeMapping Mapping)
    {
        public static Column Of(IProperty property) => new(property, property.GetColumnName(), property.GetRelationalTypeMapping());

        public DbParameter Parameter(NpgsqlCommand maker, EntityEntry entry, bool isOriginal)
        {
            var value = entry.Property(Property);
            var parameter = Mapping.CreateParameter(maker, "", isOriginal ? value.OriginalValue : value.CurrentValue, Property.IsNullable);
            parameter.ParameterName = "";
            return parameter;
        }

        public object? Stored(EntityEntry entry, bool isOriginal)
        {
            var value = entry.Property(Property);
            var plain = isOriginal ? value.OriginalValue : value.CurrentValue;
            return Mapping.Converter is { } converter ? converter.ConvertToProvider(plain) : plain;
        }
    }
}
