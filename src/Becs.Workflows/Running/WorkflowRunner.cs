using System.Text.Json;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;
using Becs.Workflows.State;
using Becs.Workflows.Timers;

namespace Becs.Workflows.Running;

/// <summary>
/// Runs one burst: takes graph, state and stimulus, returns what to store. It reads no clock, no database, no network;
/// it changes nothing but what activities change through the services they ask for. Safe for concurrent use.
/// </summary>
public sealed class WorkflowRunner
{
    /// <summary>Runs a burst.</summary>
    /// <param name="graph">The compiled package; the state must be pinned to it.</param>
    /// <param name="state">The stored state; null to start.</param>
    /// <param name="stimulus">What moves the instance.</param>
    /// <param name="environment">What the burst may know of the world.</param>
    /// <param name="cancellationToken">Gives up: throws, nothing is to be stored.</param>
    /// <returns>What to store; if <see cref="BurstResult.Fault"/> is set, only the incident and the stimulus.</returns>
    /// <exception cref="BookmarkNotFoundException">The instance does not wait there: the caller is late.</exception>
    /// <exception cref="StateFormatException">The state does not belong to the graph, or is finished.</exception>
    public async ValueTask<BurstResult> RunAsync(
        WorkflowGraph graph,
        WorkflowState? state,
        BurstStimulus stimulus,
        BurstEnvironment environment,
        CancellationToken cancellationToken = default)
    {
        var (original, skip) = Unwrap(stimulus);
        var start = original as BurstStimulus.Start;
        if (start is null == state is null)
        {
            throw new StateFormatException(start is null
                ? $"{original.Kind} needs a stored state."
                : $"Instance {state!.InstanceId} has already begun.");
        }

        var workflow = new WorkflowExecutionContext(
            graph, environment, state?.InstanceId ?? start!.InstanceId ?? environment.NewId());
        var burst = new Burst(workflow, new BurstJournal(environment.NewId()), cancellationToken) { Skip = skip };
        workflow.Burst = burst;
        Bookmark? bookmark = null;
        ActivityExecutionContext? waiting = null;
        if (state is not null)
        {
            StateMapper.Load(state, burst);
            RequireRunning(state);
            (bookmark, waiting) = FindBookmark(burst, original);
        }

        try
        {
            workflow.SubStatus = WorkflowSubStatus.Executing;
            await MoveAsync(burst, original, bookmark, waiting).ConfigureAwait(false);
            await burst.RunAsync().ConfigureAwait(false);
            if (workflow.Status == WorkflowStatus.Running)
            {
                workflow.SubStatus = WorkflowSubStatus.Suspended;
                InstanceInvariant.Require(burst);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Faulted(burst, state, stimulus, bookmark, e);
        }

        NotifyParent(burst);
        return Committed(burst, state, stimulus, bookmark);
    }

    private static (BurstStimulus Original, BurstStimulus.SkipActivity? Skip) Unwrap(BurstStimulus stimulus) =>
        stimulus switch
        {
            BurstStimulus.RetryIncident retry => Unwrap(retry.Original),
            BurstStimulus.SkipActivity skip => (Unwrap(skip.Original).Original, skip),
            _ => (stimulus, null),
        };

    private static void RequireRunning(WorkflowState state)
    {
        if (state.Status == WorkflowStatus.Finished)
        {
            throw new StateFormatException($"Instance {state.InstanceId} has ended ({state.SubStatus}).");
        }
    }

    private static (Bookmark? Bookmark, ActivityExecutionContext? Waiting) FindBookmark(Burst burst, BurstStimulus stimulus)
    {
        var id = stimulus switch
        {
            BurstStimulus.ResumeBookmark s => s.BookmarkId,
            BurstStimulus.EventArrived s => s.BookmarkId,
            BurstStimulus.TimerDue s => s.BookmarkId,
            BurstStimulus.ChildFinished s => s.BookmarkId,
            _ => null,
        };
        if (id is null)
        {
            return (null, null);
        }

        var bookmark = burst.Ledger.Open.Find(b => b.Id == id)
            ?? throw new BookmarkNotFoundException(burst.Workflow.Id, id);
        var waiting = Burst.Find(burst.Root, bookmark.ActivityInstanceId)
            ?? throw new StateFormatException($"Bookmark {id} belongs to an execution that is not in the state.");
        return (bookmark, waiting);
    }

    private static async ValueTask MoveAsync(
        Burst burst, BurstStimulus stimulus, Bookmark? bookmark, ActivityExecutionContext? waiting)
    {
        switch (stimulus)
        {
            case BurstStimulus.Start start:
                Begin(burst, start);
                break;
            case BurstStimulus.Cancel:
                await burst.FinishAsync(WorkflowSubStatus.Cancelled, ["Cancelled"]).ConfigureAwait(false);
                break;
            default:
                await burst.ResumeAsync(waiting!, bookmark!, PayloadOf(stimulus)).ConfigureAwait(false);
                break;
        }
    }

    private static JsonElement? PayloadOf(BurstStimulus stimulus) => stimulus switch
    {
        BurstStimulus.ResumeBookmark s => s.Payload,
        BurstStimulus.EventArrived s => s.Payload,
        BurstStimulus.ChildFinished s => JsonSerializer.SerializeToElement(
            new { s.ChildInstanceId, s.SubStatus, s.Output, s.Outcomes }, Expressions.PlainValue.JsonOptions),
        _ => null,
    };

    private static void Begin(Burst burst, BurstStimulus.Start start)
    {
        var workflow = burst.Workflow;
        workflow.CorrelationId = start.CorrelationId;
        workflow.Name = start.Name;
        workflow.Parent = start.Parent;
        workflow.Input = start.Input ?? WorkflowExecutionContext.EmptyInput;
        workflow.TriggerActivityId = start.TriggerActivityId;
        workflow.TriggerPayload = start.TriggerPayload;
        Array.Copy(workflow.Graph.VariableDefaults, workflow.VariableValues, workflow.VariableValues.Length);
        burst.Root = burst.Schedule(null, workflow.Graph.Nodes[0], null);
    }

    private static void NotifyParent(Burst burst)
    {
        var workflow = burst.Workflow;
        if (workflow.Status == WorkflowStatus.Finished && workflow.Parent is { BookmarkId: { } parentBookmark } parent)
        {
            burst.Outgoing.Add(new OutgoingStimulus.ChildFinished(
                parent.InstanceId,
                parentBookmark,
                workflow.Id,
                workflow.SubStatus,
                workflow.Output.ToDictionary(o => o.Key, o => Expressions.PlainValue.ToElement(o.Value)),
                burst.WorkflowOutcomes));
        }
    }

    private static BurstResult Committed(Burst burst, WorkflowState? state, BurstStimulus stimulus, Bookmark? bookmark)
    {
        var workflow = burst.Workflow;
        var sequence = (state?.Sequence ?? 0) + 1;
        return new BurstResult
        {
            InstanceId = workflow.Id,
            State = StateMapper.Save(burst, state?.CreatedAt ?? workflow.Environment.NowUtc, sequence),
            Status = workflow.Status,
            SubStatus = workflow.SubStatus,
            BookmarksCreated = burst.Ledger.Created,
            BookmarksBurned = burst.Ledger.Burned.ConvertAll(b => b.Id),
            TimersCreated = burst.Ledger.Created.Where(b => b.DueAt is not null)
                .Select(b => new WorkflowTimer(b.Id, b.DueAt!.Value, b.ActivityId)).ToArray(),
            TimersCancelled = burst.Ledger.Burned.Where(b => b.DueAt is not null).Select(b => b.Id).ToArray(),
            Outgoing = burst.Outgoing,
            Incidents = burst.Incidents,
            Journal = Entry(burst, sequence, stimulus, bookmark),
            ActivitiesRun = burst.ActivitiesRun,
        };
    }

    private static BurstResult Faulted(
        Burst burst, WorkflowState? state, BurstStimulus stimulus, Bookmark? bookmark, Exception exception)
    {
        var current = burst.Current;
        if (current is not null)
        {
            burst.Journal.Add(current, JournalEvent.Faulted);
        }

        var incident = new Incident(
            exception.GetType().FullName ?? exception.GetType().Name,
            exception.Message,
            current?.Activity.Id,
            current?.Id,
            current?.Activity.Type,
            (exception as WorkflowEngineException)?.Path ?? current?.Node.Path);
        return new BurstResult
        {
            InstanceId = burst.Workflow.Id,
            State = null,
            Fault = new BurstFault(incident, exception),
            Status = state?.Status ?? WorkflowStatus.Running,
            SubStatus = state?.SubStatus ?? WorkflowSubStatus.Pending,
            Journal = Entry(burst, (state?.Sequence ?? 0) + 1, stimulus, bookmark),
            ActivitiesRun = burst.ActivitiesRun,
        };
    }

    private static JournalEntry Entry(Burst burst, int sequence, BurstStimulus stimulus, Bookmark? bookmark) => new()
    {
        BurstId = burst.Journal.BurstId,
        InstanceId = burst.Workflow.Id,
        Sequence = sequence,
        At = burst.Workflow.Environment.NowUtc,
        Stimulus = stimulus.Kind,
        BookmarkId = bookmark?.Id,
        PackageHash = burst.Workflow.Graph.PackageHash,
        BuildId = burst.Workflow.Environment.BuildId,
        Records = burst.Journal.Records,
    };
}
