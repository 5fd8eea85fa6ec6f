using System.Data.Common;
using System.Globalization;
using Becs.Server.Tests.Simulation;

namespace Becs.Server.Tests.Operations;

/// <summary>Every row of every table as text, to tell whether anything at all was written.</summary>
internal static class DatabaseContent
{
    private const string SqliteTables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

    private const string PostgresTables = """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        """;

    /// <summary>Who has a signal in hand is no content: a hold ends by itself.</summary>
    private static readonly string[] NotContent = ["taken_until_at"];

    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, CancellationToken ct)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(ct);
        var content = new List<string>();
        var tables = await RowsAsync(db, db is Npgsql.NpgsqlConnection ? PostgresTables : SqliteTables, ct);
        foreach (var table in tables.Select(t => t.Split('=')[1]))
        {
            content.AddRange((await RowsAsync(db, $"SELECT * FROM \"{table}\"", ct)).Select(row => $"{table}: {row}"));
        }

        content.Sort(StringComparer.Ordinal);
        return content;
    }

    /// <summary>Tables with rows that were not there before.</summary>
    public static IReadOnlyList<string> TablesGrown(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        [.. after.Except(before).Select(row => row[..row.IndexOf(':', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<List<string>> RowsAsync(DbConnection db, string sql, CancellationToken ct)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            found.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Where(i => !NotContent.Contains(rows.GetName(i)))
                .Select(i => $"{rows.GetName(i)}={Text(rows.GetValue(i))}")));
        }

        return found;
    }

    private static string Text(object value) => value is byte[] bytes
        ? Convert.ToHexString(bytes)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
