using System.Data;
using System.Data.Common;
using System.Text.Json;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Simulation;

namespace Becs.Server.Tests.Operations;

/// <summary>
/// What is in the database always moves on: an unfinished instance waits for something, and what it waits for is there as well, a time with
/// its timer, a person with a task, an answer with its question; or an open incident says why not. Looked at when a test ends, and by the
/// ledger of effects.
/// </summary>
internal static class StoredInvariant
{
    public static async Task<IReadOnlyList<string>> ViolationsAsync(string connectionString, CancellationToken ct)
    {
        await using var db = RecordedEvents.Connect(connectionString);
        await db.OpenAsync(ct);

        // All of it as of one instant: other nodes may be at work.
        await using var instant = await db.BeginTransactionAsync(
            db is Npgsql.NpgsqlConnection ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable, ct);
        return await ViolationsAsync(db, ct);
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(DbConnection db, CancellationToken ct)
    {
        var instances = await EffectsLedger.RowsAsync(db, "SELECT id, status FROM workflow_instances", ct);
        var (known, open) = (instances.Select(i => i[0]).ToHashSet(), instances.Where(i => i[1] != "Finished").Select(i => i[0]).ToHashSet());
        var bookmarks = (await EffectsLedger.RowsAsync(db, "SELECT id, instance_id, name, body FROM bookmarks", ct))
            .Select(r => new Wait(r[0], r[1], r[2], DueIn(r[3]))).ToList();
        var timers = await EffectsLedger.RowsAsync(db, "SELECT bookmark_id, instance_id FROM timers", ct);
        var tasks = await EffectsLedger.RowsAsync(db, "SELECT bookmark_id, instance_id, id FROM tasks WHERE state IN ('Open', 'Claimed')", ct);
        var incidents = (await EffectsLedger.RowsAsync(db, "SELECT instance_id FROM incidents WHERE resolution IS NULL", ct)).Select(r => r[0]).ToHashSet();
        var signals = (await EffectsLedger.RowsAsync(db, "SELECT source_instance_id, target_instance_id FROM stimuli", ct)).SelectMany(r => r).ToHashSet();
        var parents = (await EffectsLedger.RowsAsync(
            db, "SELECT parent_instance_id FROM workflow_instances WHERE status <> 'Finished' AND parent_instance_id IS NOT NULL", ct)).Select(r => r[0]).ToHashSet();
        var (timed, asked, ids) = (timers.Select(t => t[0]).ToHashSet(), tasks.Select(t => t[0]).ToHashSet(), bookmarks.Select(b => b.Id).ToHashSet());
        var violations = new List<string>();
        violations.AddRange(open.Except(bookmarks.Select(b => b.Instance)).Select(i => $"instance {i} waits for nothing"));
        violations.AddRange(bookmarks.Where(b => !open.Contains(b.Instance)).Select(b => $"bookmark {b.Id} of {b.Instance}, which has ended"));
        foreach (var wait in bookmarks.Where(b => open.Contains(b.Instance) && !incidents.Contains(b.Instance)))
        {
            var isThere = wait switch
            {
                { IsTimed: true } => timed.Contains(wait.Id),
                { Name: "Becs.Task" } => asked.Contains(wait.Id),

                // A child that could not start, or whose end could not be told, is an incident of its own.
                { Name: "Elsa.ChildWorkflow" } => parents.Contains(wait.Instance) || signals.Contains(wait.Instance) || incidents.Count > 0,
                { Name: "Elsa.SendHttpRequest" } => signals.Contains(wait.Instance),
                _ => true,
            };
            if (!isThere)
            {
                violations.Add($"{wait.Name} {wait.Id} of {wait.Instance} waits for what never comes");
            }
        }

        // Nor the other way round: nobody is asked for what nothing waits for. Starts by time, and tasks without a workflow, belong to no instance.
        violations.AddRange(timers.Where(t => known.Contains(t[1]) && !ids.Contains(t[0])).Select(t => $"timer {t[0]} of {t[1]} has no wait"));
        violations.AddRange(tasks.Where(t => known.Contains(t[1]) && !ids.Contains(t[0])).Select(t => $"task {t[2]} of {t[1]} has no wait"));
        return violations;
    }

    private static bool DueIn(string body)
    {
        using var rest = JsonDocument.Parse(body);
        return rest.RootElement.TryGetProperty("dueAt", out var due) && due.ValueKind == JsonValueKind.String;
    }

    private sealed record Wait(string Id, string Instance, string Name, bool IsTimed);
}
