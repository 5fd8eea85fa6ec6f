using System.Globalization;
using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.ReadModel;
using Becs.Server.Donations;
using Becs.Server.Instances;
using Becs.Server.Resources;
using Becs.Server.Shell.Localisation;
using Becs.Server.Tasks;
using Microsoft.Extensions.Localization;
using StoredRow = Becs.Persistence.Audit.AuditRow;

namespace Becs.Server.Audit;

/// <summary>Rows of the trail in words. What has no words yet is shown as it is stored: an auditor must miss nothing.</summary>
public sealed class AuditTexts(SubjectNameQueries names, RecordTexts records, ProcessTitles titles, IStringLocalizer<Text> texts)
{
    private const int LongestValue = 300;
    private const int HashLength = 64;

    /// <summary>What the rows are about, as staff call it.</summary>
    public Task<IReadOnlyDictionary<SubjectRef, string>> NamesAsync(IReadOnlyList<StoredRow> rows, CancellationToken cancellationToken) =>
        names.OfAsync([.. rows.Select(SubjectOf).Distinct()], cancellationToken);

    /// <summary>A step of a case is about the case; the operation itself is named only where nothing else is.</summary>
    public static SubjectRef SubjectOf(StoredRow row) => row is { SubjectKind: SubjectKinds.System, InstanceId: { } instance }
        ? new SubjectRef(SubjectKinds.Instance, instance)
        : new SubjectRef(row.SubjectKind, row.SubjectId);

    public string Who(string user) => records.Who(user);

    public string What(string what) => records.Of("audit.what.", what);

    public string Subject(SubjectRef subject, string? name) => (subject.Kind, name) switch
    {
        (SubjectKinds.System, _) => records.Of("subject.", SubjectKinds.System),
        (SubjectKinds.Task, { } title) => $"{records.Of("subject.", subject.Kind)}: {titles.Task(title)}",
        (SubjectKinds.Instance, { } process) => $"{records.Of("subject.", subject.Kind)}: {titles.Process(process)}",
        (_, { } known) => $"{records.Of("subject.", subject.Kind)} {known}",
        _ => $"{records.Of("subject.", subject.Kind)} {subject.Id:D}",
    };

    /// <summary>A stored value as people read it: fields by name, times in the site's zone, verdicts and states in words.</summary>
    public string? Value(string? stored, TimeZoneInfo zone)
    {
        if (string.IsNullOrEmpty(stored))
        {
            return stored;
        }

        if (stored is ['{', ..])
        {
            using var json = JsonDocument.Parse(stored);
            return GraphPaths.Fit(string.Join("; ", json.RootElement.EnumerateObject().Select(p => $"{Field(p.Name)}: {Text(p.Value)}")), LongestValue);
        }

        if (DateTime.TryParse(stored, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) && at.Kind == DateTimeKind.Utc)
        {
            return SiteClock.Show(at, zone);
        }

        var words = stored.Split(' ');
        return words switch
        {
            [var verdict, var id] when Guid.TryParse(id, out _) => records.Of("audit.value.", verdict),
            [var state, { Length: HashLength } hash] => $"{records.Of("audit.value.", state)} {GraphPaths.Fit(hash, 13)}",
            [{ Length: HashLength } hash] => GraphPaths.Fit(hash, 13),
            _ => records.Of("audit.value.", stored),
        };
    }

    public string Signed(Signature signature) => texts["audit.signed", signature.PrintedName, records.Of("meaning.", signature.Meaning)];

    private string Field(string name) => records.Of("audit.field.", name);

    private string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "\u2013",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => texts["form.yes"],
        JsonValueKind.False => texts["form.no"],
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(p => $"{Field(p.Name)} {Text(p.Value)}")),
        _ => value.GetRawText(),
    };
}
