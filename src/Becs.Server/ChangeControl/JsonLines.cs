using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Becs.Server.ChangeControl;

/// <summary>Two packages as JSON, compared line by line: what is signed, not only what it does.</summary>
internal static class JsonLines
{
    /// <summary>Lines left standing before and after each difference.</summary>
    public const int Around = 3;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="before">The older package; empty when there is none: then every line is new.</param>
    /// <param name="after">The newer one.</param>
    /// <returns>Empty when they are the same.</returns>
    public static IReadOnlyList<JsonLine> Of(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var lines = InlineDiffBuilder.Diff(Text(before), Text(after), ignoreWhiteSpace: false).Lines;
        var near = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type != ChangeType.Unchanged)
            {
                Array.Fill(near, true, Math.Max(0, i - Around), Math.Min(lines.Count, i + Around + 1) - Math.Max(0, i - Around));
            }
        }

        var shown = new List<JsonLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (near[i])
            {
                shown.Add(new JsonLine(KindOf(lines[i].Type), lines[i].Text));
                continue;
            }

            var first = i;
            while (i + 1 < lines.Count && !near[i + 1])
            {
                i++;
            }

            if (first > 0 || i + 1 < lines.Count)
            {
                shown.Add(new JsonLine(JsonLineKind.Gap, (i - first + 1).ToString(CultureInfo.CurrentCulture)));
            }
        }

        return shown;
    }

    private static JsonLineKind KindOf(ChangeType type) => type switch
    {
        ChangeType.Inserted => JsonLineKind.Added,
        ChangeType.Deleted => JsonLineKind.Removed,
        _ => JsonLineKind.Same,
    };

    private static string Text(ReadOnlyMemory<byte> package) =>
        package.IsEmpty ? "" : JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(package.Span), Readable);
}
