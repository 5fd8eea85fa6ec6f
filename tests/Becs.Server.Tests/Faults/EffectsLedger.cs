using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Becs.Server.Tests.Operations;
using Becs.Server.Tests.Simulation;

namespace Becs.Server.Tests.Faults;

/// <summary>
/// The effects that are really there, read from the tables: facts for others, what happened to each hold, its tasks, bursts and waits. What
/// belongs to no hold is listed under its own name, so that nothing goes uncounted. The relay must be off, or the facts are gone.
/// </summary>
internal static class EffectsLedger
{
    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, CancellationToken ct)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(ct);
        var holdOf = (await RowsAsync(db, "SELECT id, correlation_id FROM workflow_instances WHERE definition_id = 'quarantine'", ct))
            .ToDictionary(r => r[0], r => r[1]);
        string Of(string instance) => holdOf.GetValueOrDefault(instance, $"instance {instance}");
        var tasks = await RowsAsync(db, "SELECT id, instance_id, title_key, state FROM tasks", ct);
        var instanceOfTask = tasks.ToDictionary(t => t[0], t => t[1]);
        var effects = new List<string>();
        effects.AddRange(tasks.Select(t => $"{Of(t[1])} task {t[2]} {t[3]}"));
        effects.AddRange((await RowsAsync(db, "SELECT id, closed_as FROM holds", ct)).Select(h => $"{h[0]} hold {(h[1].Length == 0 ? "open" : h[1])}"));
        effects.AddRange((await RowsAsync(db, "SELECT instance_id, sequence, stimulus FROM journal", ct)).Select(j => $"{Of(j[0])} burst {j[1]} {j[2]}"));
        effects.AddRange((await RowsAsync(db, "SELECT id, status FROM workflow_instances", ct)).Select(i => $"{Of(i[0])} instance {i[1]}"));
        effects.AddRange((await RowsAsync(db, "SELECT instance_id FROM bookmarks WHERE name = 'Becs.Task'", ct)).Select(b => $"{Of(b[0])} waits"));
        effects.AddRange((await RowsAsync(db, "SELECT instance_id, activity_id FROM timers", ct)).Select(t => $"{Of(t[0])} timer {t[1]}"));
        effects.AddRange((await RowsAsync(db, "SELECT id, kind FROM stimuli", ct)).Select(s => $"signal {s[0]} {s[1]}"));
        effects.AddRange((await RowsAsync(db, "SELECT id, message FROM incidents", ct)).Select(i => $"incident {i[0]} {i[1]}"));
        effects.AddRange(await StoredInvariant.ViolationsAsync(connectionString, ct));
        foreach (var fact in await RowsAsync(db, "SELECT type, subject_kind, subject_id, body FROM outbox", ct))
        {
            var about = fact[1] switch
            {
                "instance" => Of(fact[2]),
                "task" => Of(instanceOfTask.GetValueOrDefault(fact[2], fact[2])),
                _ => HoldOf(fact[3]) ?? $"{fact[1]} {fact[2]}",
            };
            effects.Add($"{about} fact {fact[0][(fact[0].LastIndexOf('.') + 1)..]}");
        }

        return effects;
    }

    /// <summary>Facts that were there before the test began (demo supplies) are none of its effects.</summary>
    public static async Task<Judgement> JudgeAsync(
        string connectionString, IEnumerable<string> expected, IReadOnlyCollection<string> before, CancellationToken ct)
    {
        var found = (await ReadAsync(connectionString, ct)).ToList();
        foreach (var old in before)
        {
            found.Remove(old);
        }

        return Judgement.Of(expected, found);
    }

    public static async Task<List<string[]>> RowsAsync(DbConnection db, string sql, CancellationToken ct)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<string[]>();
        while (await rows.ReadAsync(ct))
        {
            found.Add([.. Enumerable.Range(0, rows.FieldCount).Select(i => Text(rows.GetValue(i)))]);
        }

        return found;
    }

    private static string? HoldOf(string body)
    {
        using var fact = JsonDocument.Parse(body);
        return fact.RootElement.TryGetProperty("holdId", out var hold) ? hold.GetGuid().ToString("D") : null;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "",
        Guid id => id.ToString("D"),
        string text when Guid.TryParse(text, out var id) => id.ToString("D"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
