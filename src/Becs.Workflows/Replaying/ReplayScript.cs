using System.Text.Json;
using Becs.Workflows.Definitions;
using Becs.Workflows.Journal;

namespace Becs.Workflows.Replaying;

/// <summary>A case to run through a workflow: how it began, and what was answered, in order.</summary>
public sealed record ReplayScript
{
    /// <summary>When it begins (UTC).</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>The workflow inputs. No personal data.</summary>
    public IReadOnlyDictionary<string, JsonElement> Input { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>What the case is about.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The trigger that starts it; null for where the workflow begins by itself.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The answers, in the order they came.</summary>
    public IReadOnlyList<ReplayAnswer> Answers { get; init; } = [];

    /// <summary>Until when the clock moves (UTC): timers due later do not fire. Null: as long as one waits.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>
    /// The script of a recorded instance. Journals hold the outputs that decided something in the version it ran under; a version that decides by
    /// another, or by one of an older journal, is undecided there.
    /// </summary>
    /// <param name="graph">The version it ran under.</param>
    /// <param name="journal">Its bursts, in order.</param>
    /// <param name="input">The inputs it was started with.</param>
    /// <param name="correlationId">What it was about.</param>
    public static ReplayScript Of(
        WorkflowGraph graph, IReadOnlyList<JournalEntry> journal, IReadOnlyDictionary<string, JsonElement> input, string? correlationId)
    {
        var trigger = journal.SelectMany(e => e.Records).Select(r => graph.NodeById.GetValueOrDefault(r.ActivityId)).OfType<ActivityNode>()
            .FirstOrDefault(n => n.Activity is ITrigger and Activity { CanStartWorkflow: true });
        return new ReplayScript
        {
            StartedAt = journal[0].At,
            Input = input,
            CorrelationId = correlationId,
            TriggerActivityId = trigger?.Activity.Id,
            Answers = [.. journal.SelectMany(e => e.Records.Select(r => (e.At, Record: r, Node: graph.NodeById.GetValueOrDefault(r.ActivityId))))
                .Where(r => r.Record.Event == JournalEvent.Completed && r.Node is not null && r.Node != trigger
                    && StepMeaning.IsOutside(r.Node))
                .Select(r => WithOutputs(graph, journal, r.Node!, r.Record, new ReplayAnswer(StepMeaning.Of(r.Node!), (r.Record.Outcomes ?? []).DefaultIfEmpty("Done").First())
                {
                    StepId = r.Record.ActivityId,
                    At = r.At,
                    Data = r.Record.Data,
                }))],
        };
    }

    private static ReplayAnswer WithOutputs(
        WorkflowGraph graph, IReadOnlyList<JournalEntry> journal, ActivityNode node, JournalRecord completed, ReplayAnswer answer)
    {
        var execution = journal.SelectMany(e => e.Records).Where(r => r.ActivityInstanceId == completed.ActivityInstanceId).ToList();
        if (completed.Outputs is null || execution.Exists(r => r.IsOutputLost == true))
        {
            return answer;
        }

        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in execution.SelectMany(r => r.Outputs ?? new Dictionary<string, JsonElement>()))
        {
            outputs[name] = value;
        }

        return answer with
        {
            Outputs = outputs,
            NotSet = [.. node.Outputs.Where(graph.OutputUse.Decisive.Contains).Select(o => Json.Camel(o.Name)).Where(n => !outputs.ContainsKey(n))],
        };
    }

    /// <summary>The way a recorded instance took: every step it left, in order, with the outcome; containers are left out.</summary>
    /// <param name="graph">The version it ran under.</param>
    /// <param name="journal">Its bursts, in order.</param>
    public static IReadOnlyList<WayPoint> PathOf(WorkflowGraph graph, IReadOnlyList<JournalEntry> journal) =>
        [.. journal.SelectMany(e => e.Records).Where(r => r.Event == JournalEvent.Completed)
            .Select(r => (Record: r, Node: graph.NodeById.GetValueOrDefault(r.ActivityId)))
            .Where(r => r.Node is { IsLeaf: true, Descriptor.IsContainer: false })
            .Select(r => new WayPoint(r.Record.ActivityId, Proving.StepFacts.Text(r.Node!), string.Join(", ", r.Record.Outcomes ?? [])))];
}
