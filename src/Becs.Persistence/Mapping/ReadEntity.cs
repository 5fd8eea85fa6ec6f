using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Becs.Persistence.Mapping;

/// <summary>
/// Records read by a plain statement, several in one round trip, and held by the context as if it had read them itself: whoever finds them later in
/// the operation gets them from memory, and changes are noticed.
/// </summary>
internal static class ReadEntity
{
    private static readonly ConditionalWeakTable<IEntityType, Column[]> _columns = [];

    /// <summary>The columns to select, in the order <see cref="Hold{T}"/> reads them.</summary>
    public static string Columns<T>(BecsDbContext db, string alias)
        where T : class => string.Join(", ", Of(Entity<T>(db)).Select(c => $"{alias}.{c.Name}"));

    /// <summary>Takes a part of the row the reader stands on into the context.</summary>
    /// <param name="db">The context.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="at">Where the columns of this record begin; afterwards, where the next ones do.</param>
    /// <returns>Null when the record is not there: an outer join found none.</returns>
    public static T? Hold<T>(BecsDbContext db, DbDataReader reader, ref int at)
        where T : class
    {
        var columns = Of(Entity<T>(db));
        var from = at;
        at += columns.Length;
        if (Array.TrueForAll(columns, c => !c.Property.IsPrimaryKey() || reader.IsDBNull(from + Array.IndexOf(columns, c))))
        {
            return null;
        }

        var entity = (T)Activator.CreateInstance(typeof(T), nonPublic: true)!;
        var entry = db.Entry(entity);
        foreach (var column in columns)
        {
            var stored = reader.IsDBNull(from) ? null : reader.GetValue(from);
            entry.Property(column.Property).CurrentValue = column.Converter is { } converter ? converter.ConvertFromProvider(stored) : stored;
            from++;
        }

        entry.State = EntityState.Unchanged;
        return entity;
    }

    private static IEntityType Entity<T>(BecsDbContext db) =>
        db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not stored.");

    private static Column[] Of(IEntityType entity) => _columns.GetValue(entity, static e => e.GetComplexProperties().Any()
        ? throw new InvalidOperationException($"{e.ClrType.Name} is more than one plain record.")
        : [.. e.GetProperties().Select(p => new Column(p, p.GetColumnName(), p.GetRelationalTypeMapping().Converter))]);

    private sealed record Column(IProperty Property, string Name, ValueConverter? Converter);
}
