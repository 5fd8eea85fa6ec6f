using System.Text;

namespace Becs.Server.Shell.Lists;

/// <summary>Writes a list as CSV (RFC 4180, UTF-8 with mark) that a spreadsheet cannot take for formulas.</summary>
public static class CsvFile
{
    public static byte[] Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend([.. headings]))
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Cell(string? value)
    {
        var text = value ?? "";
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
