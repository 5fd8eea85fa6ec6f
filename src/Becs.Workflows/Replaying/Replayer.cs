using System.Globalization;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;
using Becs.Workflows.Running;
using Becs.Workflows.State;

namespace Becs.Workflows.Replaying;

/// <summary>
/// Runs a script through a workflow: every step that reaches outside is answered by the script, time is the script's, and nothing leaves. The
/// engine is the one that runs in production. Pure memory; safe for concurrent use.
/// </summary>
public sealed class Replayer
{
    /// <summary>How often one case may be moved: more is a loop.</summary>
    public const int BurstLimit = 2000;

    private readonly WorkflowRunner _runner = new();

    /// <summary>Runs a script.</summary>
    /// <param name="graph">The workflow.</param>
    /// <param name="script">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<ReplayResult> RunAsync(WorkflowGraph graph, ReplayScript script, CancellationToken cancellationToken = default) =>
        RunAsync(graph, script, null, cancellationToken);

    /// <summary>Runs a script whose answers were recorded under another version.</summary>
    /// <param name="graph">The workflow.</param>
    /// <param name="script">The case.</param>
    /// <param name="check">Says which answers this version would not have taken; null: none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<ReplayResult> RunAsync(WorkflowGraph graph, ReplayScript script, IAnswerCheck? check, CancellationToken cancellationToken) =>
        RunAsync(new Run(graph, new ScriptedAnswers(script, check), script), script, cancellationToken);

    /// <summary>A recorded script, each answer with what its step was asked with: what the version it ran under asked, worked out by running it again.</summary>
    /// <param name="graph">The version it ran under.</param>
    /// <param name="script">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ReplayScript> AskedAsync(WorkflowGraph graph, ReplayScript script, CancellationToken cancellationToken = default)
    {
        var run = new Run(graph, new ScriptedAnswers(script), script);
        await RunAsync(run, script, cancellationToken).ConfigureAwait(false);
        return script with { Answers = [.. script.Answers.Select(a => run.Answers.Asked(a, graph))] };
    }

    private async ValueTask<ReplayResult> RunAsync(Run run, ReplayScript script, CancellationToken cancellationToken)
    {
        var start = new BurstStimulus.Start(script.Input, script.CorrelationId, TriggerActivityId: script.TriggerActivityId);
        await MoveAsync(run, start, cancellationToken).ConfigureAwait(false);
        for (var bursts = 1; run.IsOpen && bursts < BurstLimit; bursts++)
        {
            if (Next(run) is not { } next)
            {
                return run.Result(run.Answers.Left.Count == 0 ? ReplayEnd.Waiting : ReplayEnd.Undecided);
            }

            run.NowUtc = next.At > run.NowUtc ? next.At : run.NowUtc;
            await MoveAsync(run, next.Stimulus, cancellationToken).ConfigureAwait(false);
        }

        return run.Result(run.Fault is null ? run.IsOpen ? ReplayEnd.Faulted : ReplayEnd.Finished
            : run.Fault.Exception is FactNotRecordedException ? ReplayEnd.Undecided
            : ReplayEnd.Faulted);
    }

    /// <summary>What comes next: a timer that is due before the next answer, or that answer.</summary>
    private static (DateTime At, BurstStimulus Stimulus)? Next(Run run)
    {
        var waiting = run.State!.Bookmarks;
        var timer = waiting.Where(b => b.DueAt is not null && !(b.DueAt > run.EndsAt)).MinBy(b => b.DueAt);
        var answered = waiting.Where(b => b.DueAt is null).Select(b => (Bookmark: b, Index: run.Answers.IndexFor(run.Graph.NodeFor(b.ActivityId))))
            .Where(a => a.Index >= 0).OrderBy(a => a.Index).ToList();
        var at = answered.Count == 0 ? (DateTime?)null : run.Answers[answered[0].Index].At ?? run.NowUtc;
        if (timer is not null && (at is null || timer.DueAt <= at))
        {
            return (timer.DueAt!.Value, new BurstStimulus.TimerDue(timer.Id));
        }

        return at is { } time ? (time, new BurstStimulus.ResumeBookmark(answered[0].Bookmark.Id)) : null;
    }

    private async ValueTask MoveAsync(Run run, BurstStimulus stimulus, CancellationToken cancellationToken)
    {
        BurstResult result;
        do
        {
            run.Answers.Begin();
            result = await _runner.RunAsync(run.Graph, run.State, stimulus, run.Environment(), cancellationToken).ConfigureAwait(false);
        }
        while (result.Fault?.Exception is ScriptedFault fault && run.TakeBack(fault));
        run.Take(result);
    }

    /// <summary>One case on its way.</summary>
    private sealed class Run(WorkflowGraph graph, ScriptedAnswers answers, ReplayScript script)
    {
        private readonly List<WayPoint> _path = [];
        private readonly List<string> _faults = [];
        private int _ids;

        public WorkflowGraph Graph => graph;

        public ScriptedAnswers Answers => answers;

        public DateTime NowUtc { get; set; } = script.StartedAt;

        public DateTime? EndsAt => script.EndsAt;

        public WorkflowState? State { get; private set; }

        public BurstFault? Fault { get; private set; }

        public bool IsOpen => Fault is null && State is { Status: WorkflowStatus.Running };

        public BurstEnvironment Environment() => new()
        {
            NowUtc = NowUtc,
            NewId = () => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{++_ids:x12}"),
            Services = Nothing.Instance,
            StandIn = answers,
        };

        /// <summary>The incident waits until somebody tries again.</summary>
        public bool TakeBack(ScriptedFault fault)
        {
            _faults.Add(fault.Node.Activity.Id);
            NowUtc = answers.TakeBack(fault) is { } again && again > NowUtc ? again : NowUtc;
            return true;
        }

        public void Take(BurstResult result)
        {
            _path.AddRange(result.Journal.Records.Where(r => r.Event == JournalEvent.Completed && graph.NodeFor(r.ActivityId) is
            { IsLeaf: true, Descriptor.IsContainer: false }).Select(r => new WayPoint(
                r.ActivityId, Proving.StepFacts.Text(graph.NodeFor(r.ActivityId)), string.Join(", ", r.Outcomes ?? []))));
            Fault = result.Fault;
            State = result.State ?? State;
        }

        public ReplayResult Result(ReplayEnd end)
        {
            var waits = end == ReplayEnd.Finished ? [] : (State?.Bookmarks ?? []).Select(b => b.ActivityId).Distinct(StringComparer.Ordinal).ToList();
            var missing = Fault?.Exception as FactNotRecordedException;
            var step = missing?.ActivityId ?? Fault?.Incident.ActivityId ?? (end == ReplayEnd.Undecided ? waits.FirstOrDefault() : null);
            return new ReplayResult
            {
                End = end,
                Path = _path,
                WaitsAt = waits,
                Missing = end != ReplayEnd.Undecided ? null : missing?.FactName ?? (step is null ? null : StepMeaning.Of(graph.NodeFor(step))),
                StepId = step,
                Fault = end == ReplayEnd.Faulted ? Fault?.Incident.Message ?? "The case goes round without end." : null,
                Faults = _faults,
                EndedAt = NowUtc,
                Unasked = [.. answers.Left],
            };
        }
    }

    private sealed class Nothing : IServiceProvider
    {
        public static Nothing Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
