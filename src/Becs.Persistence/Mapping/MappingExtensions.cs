using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Mapping;

/// <summary>The words mappings have beyond EF's own.</summary>
internal static class MappingExtensions
{
    /// <summary>Rows are written once: database triggers refuse UPDATE, DELETE and TRUNCATE.</summary>
    public static EntityTypeBuilder<T> AppendOnly<T>(this EntityTypeBuilder<T> builder)
        where T : class
    {
        builder.HasAnnotation(TableAnnotations.AppendOnly, "yes");
        return builder;
    }

    /// <summary>
    /// Each row carries a code under a key outside the database, made by the commit that writes it: a change beside the program is found.
    /// </summary>
    public static EntityTypeBuilder<T> Authenticated<T>(this EntityTypeBuilder<T> builder)
        where T : class
    {
        builder.Property<string?>(Audit.RowCode.KeyId);
        builder.Property<byte[]?>(Audit.RowCode.Mac);
        return builder;
    }

    /// <summary>An append-only row that may go once this holds (SQL about <c>OLD</c>, the same on both databases).</summary>
    public static EntityTypeBuilder<T> DeletableWhen<T>(this EntityTypeBuilder<T> builder, string condition)
        where T : class
    {
        builder.HasAnnotation(TableAnnotations.DeletableWhen, condition);
        return builder;
    }

    /// <summary>These properties never change once written, and the row is never deleted: by trigger.</summary>
    public static EntityTypeBuilder<T> FrozenColumns<T>(this EntityTypeBuilder<T> builder, params string[] properties)
        where T : class
    {
        builder.HasAnnotation(TableAnnotations.FrozenColumns, string.Join(',', properties));
        return builder;
    }

    /// <summary>
    /// One partition a month on PostgreSQL, by the time in the UUIDv7 <c>id</c>, which must be the primary key. Such a table can have no
    /// other unique index: keep uniqueness in a small table beside it.
    /// </summary>
    public static EntityTypeBuilder<T> PartitionedByMonth<T>(this EntityTypeBuilder<T> builder)
        where T : class
    {
        builder.HasAnnotation(TableAnnotations.PartitionedByMonth, "yes");
        return builder;
    }

    /// <summary>
    /// Stores the value as JSON text, never jsonb, which would change the text. A change inside the value is noticed. Name the backing field
    /// when the property is a read-only view of it.
    /// </summary>
    public static PropertyBuilder<TValue> Json<T, TValue>(
        this EntityTypeBuilder<T> builder, Expression<Func<T, TValue>> property, string? field = null)
        where T : class
    {
        var stored = builder.Property(property).HasConversion(
            v => StoredJson.Write(v),
            s => StoredJson.Read<TValue>(s)!,
            new ValueComparer<TValue>(
                (a, b) => StoredJson.Write(a) == StoredJson.Write(b),
                v => StringComparer.Ordinal.GetHashCode(StoredJson.Write(v)),
                v => StoredJson.Read<TValue>(StoredJson.Write(v))!));
        stored.HasColumnType("text");
        if (field is not null)
        {
            stored.HasField(field).UsePropertyAccessMode(PropertyAccessMode.Field);
        }

        return stored;
    }
}
