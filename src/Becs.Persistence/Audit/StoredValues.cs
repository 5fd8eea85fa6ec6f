using System.Data.Common;
using System.Globalization;
using Becs.Persistence.Mapping;

namespace Becs.Persistence.Audit;

/// <summary>
/// Reads the columns of a row in their order exactly as stored, to check them. SQLite takes any value in any column, and a Guid in small letters is
/// another one to its queries: what is not stored as the program stores it is refused with a <see cref="FormatException"/>.
/// </summary>
internal struct StoredValues(DbDataReader reader, bool isPostgres)
{
    private int _column;

    public string Text() => TextOrNull() ?? throw Unreadable();

    public string? TextOrNull()
    {
        var column = _column++;
        return reader.IsDBNull(column) ? null
            : isPostgres ? reader.GetString(column)
            : reader.GetValue(column) as string ?? throw Unreadable();
    }

    public Guid Id() => IdOrNull() ?? throw Unreadable();

    public Guid? IdOrNull()
    {
        var column = _column++;
        if (reader.IsDBNull(column))
        {
            return null;
        }

        if (isPostgres)
        {
            return reader.GetGuid(column);
        }

        return reader.GetValue(column) is string text ? SqliteId(text) : throw Unreadable();
    }

    /// <summary>An id in the only form the program stores on SQLite: the parser also takes small letters, and <c>0x</c> for leading zeros.</summary>
    public static Guid SqliteId(string text)
    {
        Span<char> canonical = stackalloc char[36];
        if (text.Length != canonical.Length || !Guid.TryParseExact(text, "D", out var id) || !id.TryFormat(canonical, out _, "D"))
        {
            throw Unreadable();
        }

        for (var i = 0; i < canonical.Length; i++)
        {
            if (char.ToUpperInvariant(canonical[i]) != text[i])
            {
                throw Unreadable();
            }
        }

        return id;
    }

    public long Number()
    {
        var column = _column++;
        return isPostgres ? reader.GetInt64(column) : reader.GetValue(column) as long? ?? throw Unreadable();
    }

    public int Count()
    {
        var column = _column++;
        return isPostgres ? reader.GetInt32(column) : checked((int)(reader.GetValue(column) as long? ?? throw Unreadable()));
    }

    public DateTime Instant()
    {
        var column = _column++;
        return isPostgres
            ? DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc)
            : UtcMicroseconds.FromStored(reader.GetValue(column) as long? ?? throw Unreadable());
    }

    public byte[] Bytes()
    {
        var column = _column++;
        return reader.GetValue(column) as byte[] ?? throw Unreadable();
    }

    /// <summary>Errors that mean: this is not what the program stores.</summary>
    public static bool IsUnreadable(Exception exception) => exception
        is FormatException or InvalidCastException or OverflowException or ArgumentException or System.Text.DecoderFallbackException;

    /// <summary>Whatever stands there, to name a row that cannot be read.</summary>
    public static string Raw(DbDataReader reader, int column)
    {
        try
        {
            return reader.GetValue(column) is byte[] bytes
                ? Convert.ToHexStringLower(bytes)
                : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "?";
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return "?";
        }
    }

    private static FormatException Unreadable() => new("The value is not as the program stores it.");
}
