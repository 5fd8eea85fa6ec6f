using System.Globalization;
using System.Text.Json;

namespace Becs.Server.ChangeControl;

/// <summary>
/// A workflow table: a title, where its values come from, columns and rows. Scripts read it with <c>getTable(name).rows</c>. Read strictly, as forms are:
/// what is not in the format is refused by its JSON path.
/// </summary>
internal static class WorkflowTable
{
    /// <summary>Most columns.</summary>
    public const int MostColumns = 50;

    /// <summary>Most rows.</summary>
    public const int MostRows = 1000;

    private const int LongestText = 1000;

    private static readonly string[] _types = ["string", "integer", "number", "boolean", "date"];

    /// <summary>What is wrong with it: JSON path, then the sentence. Empty when it can be used.</summary>
    public static IReadOnlyList<(string Path, string Text)> Problems(JsonElement table)
    {
        var found = new List<(string Path, string Text)>();
        if (table.ValueKind != JsonValueKind.Object)
        {
            return [("$", "a table is an object with title, cites, columns and rows")];
        }

        foreach (var member in table.EnumerateObject().Where(m => m.Name is not ("title" or "cites" or "columns" or "rows")))
        {
            found.Add(($"$.{member.Name}", "not part of the table format"));
        }

        if (!IsText(table, "title"))
        {
            found.Add(("$.title", "a text is needed"));
        }

        if (table.TryGetProperty("cites", out var cites)
            && (cites.ValueKind != JsonValueKind.Array || cites.EnumerateArray().Any(c => c.ValueKind != JsonValueKind.String)))
        {
            found.Add(("$.cites", "a list of texts is needed: where the values come from"));
        }

        var columns = Columns(table, found);
        Rows(table, columns, found);
        return found;
    }

    private static Dictionary<string, string> Columns(JsonElement table, List<(string, string)> found)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!table.TryGetProperty("columns", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostColumns)
        {
            found.Add(("$.columns", $"a list of 1 to {MostColumns} columns is needed"));
            return columns;
        }

        var index = 0;
        foreach (var column in list.EnumerateArray())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.columns[{index++}]");
            if (!IsText(column, "key") || !IsText(column, "title") || !IsText(column, "type"))
            {
                found.Add((path, "a column has key, title and type, all texts"));
                continue;
            }

            var (key, type) = (column.GetProperty("key").GetString()!, column.GetProperty("type").GetString()!);
            if (!_types.Contains(type))
            {
                found.Add(($"{path}.type", $"is one of {string.Join(", ", _types)}"));
            }

            if (!columns.TryAdd(key, type))
            {
                found.Add(($"{path}.key", $"'{key}' stands there twice"));
            }

            found.AddRange(column.EnumerateObject().Where(m => m.Name is not ("key" or "title" or "type"))
                .Select(m => ($"{path}.{m.Name}", "not part of the table format")));
        }

        return columns;
    }

    private static void Rows(JsonElement table, Dictionary<string, string> columns, List<(string, string)> found)
    {
        if (!table.TryGetProperty("rows", out var rows) || rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() > MostRows)
        {
            found.Add(("$.rows", $"a list of at most {MostRows} rows is needed"));
            return;
        }

        var index = 0;
        foreach (var row in rows.EnumerateArray())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.rows[{index++}]");
            if (row.ValueKind != JsonValueKind.Object)
            {
                found.Add((path, "a row is an object with a value for each column"));
                continue;
            }

            found.AddRange(row.EnumerateObject().Where(v => !columns.ContainsKey(v.Name)).Select(v => ($"{path}.{v.Name}", "there is no such column")));
            found.AddRange(columns.Where(c => !row.TryGetProperty(c.Key, out var value) || !Fits(value, c.Value))
                .Select(c => ($"{path}.{c.Key}", $"a value of type {c.Value} is needed")));
        }
    }

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "date" => value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out _),
        _ => true,
    };

    private static bool IsText(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object
        && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText };
}
