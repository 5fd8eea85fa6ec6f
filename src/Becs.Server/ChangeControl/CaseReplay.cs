using Becs.Domain.ChangeControl;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Workflows.Definitions;
using Becs.Workflows.Replaying;
using Becs.Workflows.State;

namespace Becs.Server.ChangeControl;

/// <summary>A recorded case beside what a submission would have done with it.</summary>
/// <param name="Before">The way it took.</param>
/// <param name="After">The way it would take, as far as it is decided.</param>
/// <param name="FirstDifference">The place, from 0, at which they part; null when they are one.</param>
/// <param name="Missing">The fact nobody recorded.</param>
/// <param name="StepId">The step that asks for it, or at which the ways part.</param>
internal sealed record ReplayedCase(
    ReplayClass Class, string? CameTo, string? WouldComeTo, IReadOnlyList<WayPoint> Before, IReadOnlyList<WayPoint> After, int? FirstDifference,
    string? Missing, string? StepId);

/// <summary>Runs recorded cases through a submission, in memory: nothing leaves, nothing recorded is touched.</summary>
internal sealed class CaseReplay(WorkflowStateSerializer states)
{
    /// <summary>What is missing when a journal was archived and taken out of the database.</summary>
    public const string Journal = "journal";

    private readonly Replayer _replayer = new();

    private readonly Lazy<Dictionary<string, Consequences>> _consequences = new(() => Directory
        .EnumerateFiles(Path.Combine(ContentFolders.Workflows, "consequences"), "*.json").Select(f => Consequences.Read(File.ReadAllBytes(f)))
        .ToDictionary(c => c.Workflow, StringComparer.Ordinal));

    /// <summary>Runs one case.</summary>
    /// <param name="recorded">The case.</param>
    /// <param name="before">The version it ran under.</param>
    /// <param name="candidate">The submission.</param>
    /// <param name="forms">Says which answers its forms would not have taken; null: none.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<ReplayedCase> RunAsync(
        RecordedCase recorded, WorkflowGraph before, WorkflowGraph candidate, IAnswerCheck? forms, CancellationToken ct)
    {
        if (recorded.Journal.Count == 0 || recorded.Journal[0].Sequence != 1)
        {
            return new ReplayedCase(ReplayClass.Undecided, null, null, [], [], 0, Journal, null);
        }

        var state = states.Deserialize(recorded.StateJson);
        var script = ReplayScript.Of(before, recorded.Journal, state.Input, state.CorrelationId);
        if (before.BehaviourHash != candidate.BehaviourHash)
        {
            script = await _replayer.AskedAsync(before, script, ct);
        }

        var result = await _replayer.RunAsync(candidate, script, forms, ct);
        return Compare(recorded.DefinitionId, before, ReplayScript.PathOf(before, recorded.Journal), candidate, result);
    }

    private ReplayedCase Compare(
        string definitionId, WorkflowGraph before, IReadOnlyList<WayPoint> old, WorkflowGraph candidate, ReplayResult result)
    {
        var isEnded = result.End == ReplayEnd.Finished;
        var isDecided = result.End is ReplayEnd.Finished or ReplayEnd.Waiting or ReplayEnd.Faulted;
        var (way, next) = (Told(before, old), Told(candidate, result.Path));
        var consequences = _consequences.Value.GetValueOrDefault(definitionId);
        var cameTo = consequences?.Of(Types(before, old), old.LastOrDefault()?.StepId ?? "", null);
        var wouldComeTo = consequences?.Of(
            Types(candidate, result.Path), isEnded ? result.Path.LastOrDefault()?.StepId ?? "" : null,
            result.StepId is { } asks && result.End == ReplayEnd.Undecided && !MissingFact.IsOfAnAnswer(result.Missing) ? Type(candidate, asks) : null);
        var parts = ScenarioRun.Difference(way, next) ?? (isEnded ? null : way.Count);
        var of = Consequences.ClassOf(cameTo, wouldComeTo, isDecided, parts is null && result.Unasked.Count == 0);
        var place = parts is null ? null : Place(candidate, result.Path, parts.Value);
        return new ReplayedCase(
            of, cameTo, wouldComeTo, old, result.Path, ScenarioRun.Difference([.. old.Select(p => p.ToString())], [.. result.Path.Select(p => p.ToString())]),
            result.Missing, result.StepId ?? (of == ReplayClass.Same ? null : place));
    }

    /// <summary>A way as others see it: what was asked of the world, what came of it, and where it ended. Steps inside and their ids do not count.</summary>
    private static List<string> Told(WorkflowGraph graph, IReadOnlyList<WayPoint> way) =>
    [
        .. way.Where(p => StepMeaning.Of(graph, p.StepId) is not null).Select(p => $"{StepMeaning.Of(graph, p.StepId)}:{p.Outcome}"),
        .. way.Count > 0 && StepMeaning.Of(graph, way[^1].StepId) is null ? new[] { way[^1].StepId } : [],
    ];

    private static string? Place(WorkflowGraph graph, IReadOnlyList<WayPoint> way, int told) =>
        way.Where(p => StepMeaning.Of(graph, p.StepId) is not null).Skip(told).FirstOrDefault()?.StepId ?? way.LastOrDefault()?.StepId;

    private static IEnumerable<(string Type, string Outcome)> Types(WorkflowGraph graph, IReadOnlyList<WayPoint> way) =>
        way.Select(p => (Type: Type(graph, p.StepId), Outcome: p.Outcome ?? "")).Where(p => p.Type is not null).Select(p => (p.Type!, p.Outcome));

    private static string? Type(WorkflowGraph graph, string step) => StepMeaning.Of(graph, step)?.Split('/')[0];
}
