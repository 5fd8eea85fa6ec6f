using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Becs.Domain.Shared;
using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;
using Becs.Persistence.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Becs.Persistence.Audit;

/// <summary>
/// The code of a row that is not the trail's but must not be changed beside the program either (<see cref="MappingExtensions.Authenticated"/>):
/// HMAC-SHA256 over its columns by name, under the key of the trail. Made by the commit that writes the row. Stored: frozen.
/// </summary>
internal static class RowCode
{
    public const string KeyId = "RowKeyId";
    public const string Mac = "RowMac";

    /// <summary>Tables whose rows carry a code.</summary>
    public static IEnumerable<IEntityType> Tables(IModel model) =>
        model.GetEntityTypes().Where(e => e.FindProperty(Mac) is not null).OrderBy(e => e.GetTableName(), StringComparer.Ordinal);

    /// <summary>
    /// Gives every added or changed row its code. A row that was not genuine when it was read gets none: its new code would vouch for what
    /// somebody wrote beside the program (docs/adr/0098).
    /// </summary>
    /// <returns>What the trail is to tell of them, and of those deleted.</returns>
    /// <exception cref="RuleException"><c>AUD-410</c>: such a row, by table and id.</exception>
    public static IReadOnlyList<RowTelling> Stamp(BecsDbContext db, KeyRing keys)
    {
        string? keyId = null;
        List<RowTelling>? told = null;
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (entry.Metadata.FindProperty(Mac) is not { } mac)
            {
                continue;
            }

            if (entry.State != EntityState.Added)
            {
                DemandGenuine(entry, keys);
            }

            if (entry.State == EntityState.Deleted)
            {
                Tell(ref told, entry, RowTelling.Gone);
                continue;
            }

            keyId ??= keys.CurrentId(KeyPurpose.AuditMac);
            var values = Values(entry.Properties, entry.ComplexProperties, p => p.CurrentValue);
            entry.Property(entry.Metadata.FindProperty(KeyId)!).CurrentValue = keyId;
            var code = HMACSHA256.HashData(keys.Get(KeyPurpose.AuditMac, keyId), Bytes(entry.Metadata, keyId, values));
            entry.Property(mac).CurrentValue = code;
            Tell(ref told, entry, RowTelling.CodeOf(code));
        }

        return told ?? [];
    }

    /// <summary>Identity of a row that may be written again; null of one that is written once.</summary>
    public static Guid? OwnIdOf(EntityEntry entry) =>
        entry.Metadata.FindAnnotation(TableAnnotations.AppendOnly) is null && entry.Metadata.FindPrimaryKey()!.Properties is [var key]
            ? Stored(entry.Property(key), entry.Property(key).CurrentValue) as Guid? : null;

    /// <summary>Columns of the whole key, in its order.</summary>
    public static IReadOnlyList<(string Name, Type Stored)> KeyColumns(IEntityType table) =>
        [.. table.FindPrimaryKey()!.Properties.Select(p => (p.GetColumnName(), StoredType(p)))];

    private static void Tell(ref List<RowTelling>? told, EntityEntry entry, string code)
    {
        if (RowTelling.IsTold(entry.Metadata))
        {
            var key = entry.Metadata.FindPrimaryKey()!.Properties.Select(entry.Property).Select(p => Stored(p, p.CurrentValue));
            (told ??= []).Add(new RowTelling(entry.Metadata.GetTableName()!, OwnIdOf(entry), RowTelling.KeyOf(key), code));
        }
    }

    /// <summary>Ids of the rows that are not as the program wrote them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="id">Only this row; null for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<(long Rows, List<string> Broken)> VerifyAsync(
        BecsDbContext db, IEntityType table, KeyRing keys, Guid? id = null, CancellationToken cancellationToken = default)
    {
        var key = table.FindPrimaryKey()!.Properties[0].GetColumnName();
        var columns = Columns(table).ToList();
        var names = columns.Select(c => c.Name).Prepend(key).Append(table.FindProperty(KeyId)!.GetColumnName()).Append(table.FindProperty(Mac)!.GetColumnName());
        await using var command = await db.CommandAsync(
            $"SELECT {string.Join(", ", names)} FROM {table.GetTableName()}{(id is null ? "" : $" WHERE {key} = @id")}", cancellationToken);
        command.CommandTimeout = 0;
        if (id is { } one)
        {
            command.Add("@id", db.IsPostgres ? one : one.ToString("D").ToUpperInvariant());
        }

        var (rows, broken) = (0L, new List<string>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows++;
            if (!IsGenuine(reader, table, columns, keys, db.IsPostgres))
            {
                broken.Add(StoredValues.Raw(reader, 0).ToLowerInvariant());
            }
        }

        return (rows, broken);
    }

    private static void DemandGenuine(EntityEntry entry, KeyRing keys)
    {
        var table = entry.Metadata;
        if (entry.Property(table.FindProperty(KeyId)!).OriginalValue is string keyId && entry.Property(table.FindProperty(Mac)!).OriginalValue is byte[] mac
            && keys.TryGet(KeyPurpose.AuditMac, keyId, out var key)
            && CryptographicOperations.FixedTimeEquals(
                HMACSHA256.HashData(key, Bytes(table, keyId, Values(entry.Properties, entry.ComplexProperties, p => p.OriginalValue))), mac))
        {
            return;
        }

        var identity = entry.Property(table.FindPrimaryKey()!.Properties[0]);
        var id = Plain(Stored(identity, identity.OriginalValue))?.ToString() ?? "";
        throw new RuleException(
            "AUD-410", $"{table.GetTableName()} {id} is not as it was written: its row was changed beside the program. Nothing is written over it.",
            new Dictionary<string, string> { ["table"] = table.GetTableName()!, ["id"] = id });
    }

    private static bool IsGenuine(DbDataReader reader, IEntityType table, List<(string Name, Type Stored)> columns, KeyRing keys, bool isPostgres)
    {
        try
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < columns.Count; i++)
            {
                values[columns[i].Name] = Read(reader, i + 1, columns[i].Stored, isPostgres);
            }

            return reader.GetValue(columns.Count + 1) is string keyId && reader.GetValue(columns.Count + 2) is byte[] mac
                && keys.TryGet(KeyPurpose.AuditMac, keyId, out var key)
                && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, Bytes(table, keyId, values)), mac);
        }
        catch (Exception exception) when (StoredValues.IsUnreadable(exception))
        {
            return false;
        }
    }

    private static byte[] Bytes(IEntityType table, string keyId, Dictionary<string, object?> values)
    {
        var bytes = new CanonicalBytes().Add("row/1").Add(table.GetTableName()).Add(keyId);
        foreach (var (column, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            bytes.Add(column);
            _ = value switch
            {
                null => bytes.Add((string?)null),
                byte[] raw => bytes.AddBytes(raw),
                long number => bytes.Add(number),
                string text => bytes.Add(text),
                _ => throw new InvalidOperationException($"{table.GetTableName()}.{column} has no code for {value.GetType().Name}."),
            };
        }

        return bytes.ToArray();
    }

    // Both databases must give the same plain value: times as microseconds, ids in small letters, numbers as long.
    private static object? Plain(object? stored) => stored switch
    {
        null or string or long or byte[] => stored,
        ReadOnlyMemory<byte> memory => memory.ToArray(),
        Guid id => id.ToString("D"),
        bool flag => flag ? 1L : 0L,
        int number => (long)number,
        short number => (long)number,
        DateTime at => UtcMicroseconds.ToStored(at),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A code cannot be made over {stored.GetType().Name}."),
    };

    private static object? Read(DbDataReader reader, int column, Type stored, bool isPostgres)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        if (isPostgres)
        {
            return Plain(stored == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(column) : reader.GetValue(column));
        }

        return (reader.GetValue(column), stored) switch
        {
            (string text, _) when stored == typeof(Guid) => StoredValues.SqliteId(text).ToString("D"),
            (string text, _) when stored == typeof(string) || stored == typeof(DateOnly) => text,
            (byte[] bytes, _) when stored == typeof(byte[]) => bytes,
            (long number, _) when stored == typeof(long) || stored == typeof(int) || stored == typeof(short) || stored == typeof(bool) => number,
            _ => throw new FormatException(),
        };
    }

    private static Dictionary<string, object?> Values(
        IEnumerable<PropertyEntry> properties, IEnumerable<ComplexPropertyEntry> complex, Func<PropertyEntry, object?> value) =>
        All(properties, complex).Where(p => !IsCode(p.Metadata))
            .ToDictionary(p => p.Metadata.GetColumnName(), p => Plain(Stored(p, value(p))), StringComparer.Ordinal);

    private static IEnumerable<PropertyEntry> All(IEnumerable<PropertyEntry> properties, IEnumerable<ComplexPropertyEntry> complex) =>
        properties.Concat(complex.SelectMany(c => All(c.Properties, c.ComplexProperties)));

    private static object? Stored(PropertyEntry property, object? value) =>
        property.Metadata.GetTypeMapping().Converter is { } converter && value is not null ? converter.ConvertToProvider(value) : value;

    private static IEnumerable<(string Name, Type Stored)> Columns(ITypeBase type) =>
        type.GetProperties().Where(p => !IsCode(p)).Select(p => (p.GetColumnName(), StoredType(p)))
            .Concat(type.GetComplexProperties().SelectMany(c => Columns(c.ComplexType)));

    private static Type StoredType(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static bool IsCode(IReadOnlyProperty property) => property.Name is KeyId or Mac;
}
