using System.Text.Json;
using Becs.Server.Donations;
using Becs.Server.Tasks;
using Becs.Workflows.Journal;

namespace Becs.Server.Instances;

/// <summary>What the journal noted, in words. Ids say nothing to a reader and are left to the API.</summary>
internal sealed class JournalWords(RecordTexts records, ProcessTitles titles)
{
    public string What(JournalEvent what) => records.Of("journal.what.", what.ToString());

    public string Outcomes(IReadOnlyList<string>? outcomes) => string.Join(", ", (outcomes ?? []).Select(titles.Outcome));

    /// <summary>User name noted by the step, for steps a person did.</summary>
    public static string? By(JournalRecord record) => Noted(record).Where(n => n.Name == "by").Select(n => n.Value).FirstOrDefault();

    public string Notes(JournalRecord record)
    {
        // The outcome of the step's own task is the outcome of the step: said already.
        var facts = (record.Facts ?? []).Where(f => !f.Name.EndsWith(".outcome", StringComparison.Ordinal))
            .Select(f => $"{records.Of("journal.fact.", f.Name)}: {titles.Outcome(Text(f.Value))}");
        var noted = Noted(record).Select(n => (n.Name, Value: Shown(n.Name, n.Value))).Where(n => n.Value.Length > 0)
            .Select(n => $"{records.Of("journal.fact.", n.Name)}: {n.Value}");
        return string.Join("; ", facts.Concat(noted));
    }

    private static IEnumerable<(string Name, string Value)> Noted(JournalRecord record) => record.Data is { ValueKind: JsonValueKind.Object } data
        ? data.EnumerateObject().Select(p => (p.Name, Text(p.Value)))
        : [];

    private string Shown(string name, string value) => name switch
    {
        "taskId" or "by" or "decision" or "unitId" or "holdId" => "",
        "mismatches" when value == "[]" => "",
        "units" => value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ToString(System.Globalization.CultureInfo.CurrentCulture),
        "din" => RecordTexts.Din(value),
        "answer" or "event" => titles.Outcome(value),
        "tests" => Each(value, code => records.Of("test.code.", code)),
        "failed" => Each(value, code => records.Of("check.", code)),
        "blockers" => Each(value, records.Blocker),
        "reasons" => Each(value, records.Why),
        _ => value,
    };

    private static string Each(string codes, Func<string, string> word) =>
        string.Join(", ", codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word));

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
