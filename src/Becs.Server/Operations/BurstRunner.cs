using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Becs.Activities.Facts;
using Becs.Contracts.Workflows;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Inbox;
using Becs.Persistence.Setup;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Workflows;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Moves workflow instances inside the operation of the caller: loads through the storage ports, lets the engine run in memory, stages what
/// came of it. Nothing is saved here; the operation's one commit does. Several bursts may share an operation, each of another instance.
/// </summary>
public sealed class BurstRunner(
    WorkflowRunner engine, GraphCache graphs, WorkflowStateSerializer states, IIdGenerator ids, PlatformGate gate, BecsSettings settings,
    IFailPoints fail)
{
    /// <summary>Starts the accepted package of a definition that is effective now. The new instance stays on that package for good.</summary>
    /// <exception cref="ConflictException">No package of the definition is accepted and effective.</exception>
    public async Task<Guid> StartAsync(IServiceProvider scope, string definitionId, BurstStimulus.Start start, CancellationToken ct)
    {
        var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
        var hash = await scope.GetRequiredService<IPackages>().FindEffectiveHashAsync(definitionId, nowAt, ct)
            ?? throw new ConflictException("WFL-409", $"No package of {definitionId} is accepted and effective.");
        return await StartAsync(scope, await GraphAsync(scope, hash, ct), start, ct);
    }

    /// <summary>Starts exactly one package, as the package of a parent pins it.</summary>
    public async Task<Guid> StartPinnedAsync(IServiceProvider scope, string packageHash, BurstStimulus.Start start, CancellationToken ct)
    {
        var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
        var package = await scope.GetRequiredService<IPackages>().FindAsync(packageHash, ct);
        return package?.EffectiveFrom <= nowAt
            ? await StartAsync(scope, graphs.Find(packageHash) ?? Open(package), start, ct)
            : throw new ConflictException("WFL-410", $"Package {packageHash} is not accepted and effective.");
    }

    /// <summary>Moves a running instance, on the package it is pinned to.</summary>
    /// <exception cref="NotFoundException">There is no such instance.</exception>
    /// <exception cref="BookmarkNotFoundException">It no longer waits there: the caller is late.</exception>
    public async Task<BurstResult> ResumeAsync(IServiceProvider scope, string instanceId, BurstStimulus stimulus, CancellationToken ct)
    {
        fail.Hit(BurstSteps.Loading);
        var stored = await scope.GetRequiredService<IWorkflowInstances>().FindAsync(instanceId, ct)
            ?? throw new NotFoundException("WFL-404", $"There is no workflow instance {instanceId}.");
        var graph = await GraphAsync(scope, stored.PackageHash, ct);
        return await RunAsync(scope, graph, stored, stimulus, ct);
    }

    /// <summary>The outcomes a step of a package can be left by.</summary>
    internal async Task<IReadOnlyList<string>> OutcomesAsync(IServiceProvider scope, string packageHash, string activityId, CancellationToken ct) =>
        (await GraphAsync(scope, packageHash, ct)).OutcomesOf(activityId);

    /// <summary>Runs a stimulus whose burst failed again: the start of an instance that never began, or a move of one that stands still.</summary>
    internal async Task ContinueAsync(
        IServiceProvider scope, string instanceId, string packageHash, BurstStimulus stimulus, CancellationToken ct)
    {
        if (stimulus is BurstStimulus.Start start)
        {
            var begins = start with { InstanceId = instanceId };
            await StartPinnedAsync(scope, await BeginsOnAsync(scope, packageHash, begins, ct), begins, ct);
        }
        else
        {
            await ResumeAsync(scope, instanceId, stimulus, ct);
        }
    }

    /// <summary>
    /// A case that never began begins on what starts cases now, by the same trigger; of a child its parent decides. Nothing starts on a version
    /// because it once tried to.
    /// </summary>
    /// <exception cref="ConflictException">WFL-412: nothing starts any more, or not by this.</exception>
    private async Task<string> BeginsOnAsync(IServiceProvider scope, string packageHash, BurstStimulus.Start start, CancellationToken ct)
    {
        var kept = await GraphAsync(scope, packageHash, ct);
        var now = start.Parent is not null ? packageHash : await scope.GetRequiredService<IPackages>().FindEffectiveHashAsync(
            kept.DefinitionId, scope.GetRequiredService<ICurrentOperation>().Context.NowAt, ct);
        if (now == packageHash)
        {
            return packageHash;
        }

        var graph = now is null ? null : await GraphAsync(scope, now, ct);
        var isSame = start.TriggerActivityId is not { } trigger || (kept.Find(trigger)?.GetType() is { } type && graph?.Find(trigger)?.GetType() == type);
        if (graph is null || !isSame || scope.GetRequiredService<SkippedStep>().IsSet)
        {
            throw new ConflictException("WFL-412", graph is null
                ? $"{kept.DefinitionId} starts no cases any more: version {kept.Version}, on which this one would have begun, is out of use. Cancel it."
                : $"Version {graph.Version} of {kept.DefinitionId} starts the cases now, and not by this: version {kept.Version} is out of use. Retry or cancel it.");
        }

        scope.GetRequiredService<IAuditTrail>().Record(
            new SubjectRef(SubjectKinds.Instance, Guid.ParseExact(start.InstanceId!, "D")), "incident.begins-on", packageHash, now);
        return now!;
    }

    private async Task<Guid> StartAsync(IServiceProvider scope, WorkflowGraph graph, BurstStimulus.Start start, CancellationToken ct)
    {
        var named = start.InstanceId is null ? start with { InstanceId = ids.New().ToString("D") } : start;
        if (start.InstanceId is null || await scope.GetRequiredService<IWorkflowInstances>().FindAsync(named.InstanceId!, ct) is null)
        {
            await RunAsync(scope, graph, null, named, ct);
        }

        return Guid.ParseExact(named.InstanceId!, "D");
    }

    /// <summary>The one gate: bytes are checked against the hash the instance is pinned to before anything runs.</summary>
    private async Task<WorkflowGraph> GraphAsync(IServiceProvider scope, string packageHash, CancellationToken ct) =>
        graphs.Find(packageHash) ?? Open(await scope.GetRequiredService<IPackages>().FindAsync(packageHash, ct)
            ?? throw new ConflictException("WFL-411", $"Package {packageHash} is not stored here; its instances cannot move."));

    private WorkflowGraph Open(StoredPackage package) => graphs.Add(WorkflowPackage.Open(package.Bytes, package.PackageHash));

    private async Task<BurstResult> RunAsync(
        IServiceProvider scope, WorkflowGraph graph, StoredInstance? stored, BurstStimulus stimulus, CancellationToken ct)
    {
        gate.DemandServing();
        var current = scope.GetRequiredService<CurrentOperation>();
        var operation = current.Context;
        var instanceId = stored?.Id ?? ((BurstStimulus.Start)Original(stimulus)).InstanceId!;
        var correlationId = stored?.CorrelationId ?? (Original(stimulus) as BurstStimulus.Start)?.CorrelationId;
        current.Set(operation with
        {
            InstanceId = Guid.ParseExact(instanceId, "D"),
            PackageHash = graph.PackageHash,
            CorrelationId = correlationId ?? operation.CorrelationId,
        });
        fail.Hit(BurstSteps.Loaded);
        using var trace = Telemetry.Source.StartActivity("burst");
        trace?.SetTag("becs.definition", graph.DefinitionId).SetTag("becs.version", graph.Version).SetTag("becs.stimulus", stimulus.Kind)
            .SetTag("becs.instance", instanceId);
        var began = Stopwatch.GetTimestamp();
        var result = await engine.RunAsync(
            graph,
            stored is null ? null : states.Deserialize(stored.StateJson),
            scope.GetRequiredService<SkippedStep>().Wrap(stimulus),
            new BurstEnvironment
            {
                NowUtc = operation.NowAt,
                NewId = () => ids.New().ToString("D"),
                Services = scope,
                BuildId = gate.Manifest.BuildId,
                AllowedHosts = settings.HttpHosts,
            },
            ct);
        Telemetry.BurstSeconds.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        Telemetry.Bursts.Add(1, new("stimulus", stimulus.Kind), new("outcome", result.Fault is null ? "ran" : "failed"));
        trace?.SetStatus(result.Fault is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        fail.Hit(BurstSteps.Ran);
        if (result.Fault is { } fault)
        {
            if (DatabaseFailures.IsAway(fault.Exception))
            {
                // No fault of the workflow: whoever asked asks again, and a signal stays where it is. Nobody has to look into it.
                ExceptionDispatchInfo.Throw(fault.Exception);
            }

            // A rule that refuses what a person submitted is their answer; a workflow that cannot go on is an incident.
            throw fault.Exception is BecsException refusal && !operation.IsSystem
                ? refusal
                : new BurstFaultException(instanceId, graph.PackageHash, stimulus, fault);
        }

        Stage(scope, graph, stored, result);
        await TakeKeptAsync(scope, result, ct);
        StageLooks(scope, result);
        fail.Hit(BurstSteps.Staged);
        return result;
    }

    private void Stage(IServiceProvider scope, WorkflowGraph graph, StoredInstance? stored, BurstResult result)
    {
        var state = result.State!;
        var instances = scope.GetRequiredService<IWorkflowInstances>();
        var row = new StoredInstance(
            result.InstanceId, (stored?.RowVersion ?? 0) + 1, graph.DefinitionId, graph.Version, graph.PackageHash, state.Name, result.Status,
            result.SubStatus, state.CorrelationId, state.Parent?.InstanceId, state.CreatedAt, state.UpdatedAt, state.FinishedAt,
            states.Serialize(state));
        if (stored is null)
        {
            instances.StageAdd(row);
        }
        else
        {
            instances.StageUpdate(row, stored.RowVersion);
        }

        var bookmarks = scope.GetRequiredService<IBookmarks>();
        bookmarks.StageBurn(result.InstanceId, result.BookmarksBurned);
        bookmarks.StageAdd(result.InstanceId, result.BookmarksCreated);
        var timers = scope.GetRequiredService<ITimers>();
        timers.StageCancel(result.InstanceId, result.TimersCancelled);
        timers.StageAdd(result.InstanceId, result.TimersCreated);
        scope.GetRequiredService<IStimuli>().StageAdd(
            result.InstanceId, [.. result.Outgoing.Where(o => o is not OutgoingStimulus.TaskRequested)]);
        scope.GetRequiredService<IJournal>().StageAppend(result.Journal);
        Announce(scope.GetRequiredService<IEventSink>(), stored is null, graph, result);
    }

    /// <summary>
    /// Events that came before this instance waited for them: each is handed to it as a signal of its own. One that is kept while this burst
    /// runs is found by neither, so the pump looks once more when the wait is committed.
    /// </summary>
    private static async Task TakeKeptAsync(IServiceProvider scope, BurstResult result, CancellationToken ct)
    {
        foreach (var bookmark in result.BookmarksCreated.Where(b => b.Name == Event.BookmarkName && b.Payload is { ValueKind: JsonValueKind.Object }))
        {
            var name = bookmark.Payload!.Value.EnumerateObject()
                .FirstOrDefault(p => p.NameEquals("eventName") || p.NameEquals("EventName")).Value.GetString() ?? "";
            if (await TakeKeptAsync(scope, result.InstanceId, name, result.State!.CorrelationId, ct) == 0)
            {
                scope.GetRequiredService<IInbox>().StageEventLook(result.InstanceId, name, result.State.CorrelationId);
            }
        }
    }

    /// <returns>How many were kept.</returns>
    internal static async Task<int> TakeKeptAsync(
        IServiceProvider scope, string instanceId, string eventName, string? correlationId, CancellationToken ct)
    {
        var stimuli = scope.GetRequiredService<IStimuli>();
        var all = await stimuli.FindKeptAsync(eventName, correlationId, ct);
        foreach (var kept in all)
        {
            var early = (OutgoingStimulus.PublishEvent)StimulusSerializer.DeserializeOutgoing(kept.Kind, kept.BodyJson);
            stimuli.StageAdd(instanceId, [early with { TargetInstanceId = instanceId }]);
            stimuli.StageDelivered(kept.Id);
        }

        return all.Count;
    }

    /// <summary>Signals from outside that came before this instance waited are looked at again once its wait is committed.</summary>
    private static void StageLooks(IServiceProvider scope, BurstResult result)
    {
        foreach (var (name, subjectId) in result.BookmarksCreated.Select(b => WaitForSignal.Awaited(b.Name, b.Payload)).OfType<(string, Guid)>().Distinct())
        {
            scope.GetRequiredService<IInbox>().StageLook(name, subjectId);
        }
    }

    private static void Announce(IEventSink events, bool isNew, WorkflowGraph graph, BurstResult result)
    {
        var id = Guid.ParseExact(result.InstanceId, "D");
        var subject = new SubjectRef(SubjectKinds.Instance, id);
        if (isNew)
        {
            events.Raise(subject, new WorkflowStarted(id, graph.DefinitionId, graph.Version));
        }

        foreach (var task in result.Outgoing.OfType<OutgoingStimulus.TaskRequested>())
        {
            // Not a signal between our own instances but a fact for others, who answer it.
            var payload = task.Payload is { Count: > 0 } ? JsonSerializer.Serialize(task.Payload) : null;
            events.Raise(subject, new WorkflowTaskRequested(id, graph.DefinitionId, task.TaskId, task.TaskName, payload));
        }

        if (result.Status != WorkflowStatus.Finished)
        {
            return;
        }

        events.Raise(subject, result.SubStatus == WorkflowSubStatus.Cancelled
            ? new WorkflowCancelled(id, graph.DefinitionId, graph.Version, "cancelled")
            : new WorkflowCompleted(id, graph.DefinitionId, graph.Version, result.State!.Outcomes.FirstOrDefault()));
    }

    private static BurstStimulus Original(BurstStimulus stimulus) => stimulus switch
    {
        BurstStimulus.RetryIncident retry => Original(retry.Original),
        BurstStimulus.SkipActivity skip => Original(skip.Original),
        _ => stimulus,
    };
}
