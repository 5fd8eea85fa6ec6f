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

    /// <summary>Takes the row the reader stands on into the context.</summary>
    public static T Hold<T>(BecsDbContext db, DbDataReader reader)
        where T : class
    {
        var entity = (T)Activator.CreateInstance(typeof(T), nonPublic: true)!;
        var entry = db.Entry(entity);
        var at = 0;
        foreach (var column in Of(entry.Metadata))
        {
            var stored = reader.IsDBNull(at) ? null : reader.GetValue(at);
            entry.Property(column.Property).CurrentValue = column.Converter is { } converter ? converter.ConvertFromProvider(stored) : stored;
            at++;
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
