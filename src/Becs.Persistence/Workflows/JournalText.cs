using System.Text.Json;
using Becs.Persistence.Mapping;
using Becs.Workflows.Journal;

namespace Becs.Persistence.Workflows;

/// <summary>
/// The records of a burst as text. What a burst says of one execution several times (which activity, in which parent) is stored with its
/// first record alone; records stored whole are read as well.
/// </summary>
internal static class JournalText
{
    public static string Write(IReadOnlyList<JournalRecord> records)
    {
        var told = new Dictionary<string, JournalRecord>(StringComparer.Ordinal);
        return StoredJson.Write(records.Select(r => told.TryAdd(r.ActivityInstanceId, r) || !IsSame(told[r.ActivityInstanceId], r)
            ? new Line(r.ActivityId, r.ActivityInstanceId, r.ParentActivityInstanceId, r.Type, r.Version, r.Event, r.Outcomes, r.Data, r.Facts, r.Outputs, r.IsOutputLost)
            : new Line(null, r.ActivityInstanceId, null, null, null, r.Event, r.Outcomes, r.Data, r.Facts, r.Outputs, r.IsOutputLost)).ToList());
    }

    public static List<JournalRecord> Read(string text)
    {
        var told = new Dictionary<string, Line>(StringComparer.Ordinal);
        return [.. StoredJson.Read<List<Line>>(text)!.Select(line =>
        {
            told.TryAdd(line.ActivityInstanceId, line);
            var who = line.Type is null ? told[line.ActivityInstanceId] : line;
            return new JournalRecord
            {
                ActivityId = who.ActivityId!,
                ActivityInstanceId = line.ActivityInstanceId,
                ParentActivityInstanceId = who.ParentActivityInstanceId,
                Type = who.Type!,
                Version = who.Version!.Value,
                Event = line.Event,
                Outcomes = line.Outcomes,
                Data = line.Data,
                Facts = line.Facts,
                Outputs = line.Outputs,
                IsOutputLost = line.IsOutputLost,
            };
        })];
    }

    private static bool IsSame(JournalRecord first, JournalRecord later) => first.ActivityId == later.ActivityId && first.Type == later.Type
        && first.Version == later.Version && first.ParentActivityInstanceId == later.ParentActivityInstanceId;

    private sealed record Line(
        string? ActivityId, string ActivityInstanceId, string? ParentActivityInstanceId, string? Type, int? Version, JournalEvent Event,
        IReadOnlyList<string>? Outcomes, JsonElement? Data, IReadOnlyList<Fact>? Facts, IReadOnlyDictionary<string, JsonElement>? Outputs = null,
        bool? IsOutputLost = null);
}
