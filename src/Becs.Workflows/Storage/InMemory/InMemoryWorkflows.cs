using Becs.Workflows.Bookmarks;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;
using Becs.Workflows.Running;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.State;

namespace Becs.Workflows.Storage.InMemory;

/// <summary>
/// Packages, instances and the signals between them without a database: for tests of shipped workflows and for trying a
/// draft out. Every state goes through its stored form. One thread at a time.
/// </summary>
/// <param name="registry">The activities.</param>
/// <param name="services">What activities ask for.</param>
/// <param name="newId">Gives ids.</param>
/// <param name="nowUtc">Where the clock starts.</param>
public sealed class InMemoryWorkflows(
    ActivityRegistry registry, IServiceProvider services, Func<string> newId, DateTime nowUtc)
{
    private readonly WorkflowRunner _runner = new();
    private readonly WorkflowStateSerializer _serializer = new();
    private readonly Dictionary<string, WorkflowGraph> _byHash = new(StringComparer.Ordinal);
    private readonly List<StoredTrigger> _triggers = [];
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly Queue<OutgoingStimulus> _signals = new();
    private readonly List<OutgoingStimulus.PublishEvent> _kept = [];

    /// <summary>The clock; move it with <see cref="AdvanceAsync"/>.</summary>
    public DateTime NowUtc { get; private set; } = nowUtc;

    /// <summary>Every burst that was committed, in order.</summary>
    public List<BurstResult> Bursts { get; } = [];

    /// <summary>The ids of all instances.</summary>
    public IReadOnlyCollection<string> InstanceIds => _states.Keys;

    /// <summary>Adds a package that may start instances; children first.</summary>
    /// <param name="package">The package.</param>
    public WorkflowGraph Add(WorkflowPackage package)
    {
        var graph = package.Compile(registry);
        _byHash[package.PackageHash] = graph;
        _triggers.RemoveAll(t => t.DefinitionId == graph.DefinitionId);
        _triggers.AddRange(TriggerIndexer.Index(graph));
        return graph;
    }

    /// <summary>The state of an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    public WorkflowState State(string instanceId) => _serializer.Deserialize(_states[instanceId]);

    /// <summary>Where an activity of an instance waits.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="activityId">The activity.</param>
    public IReadOnlyList<Bookmark> BookmarksOf(string instanceId, string activityId) =>
        State(instanceId).Bookmarks.Where(b => b.ActivityId == activityId).ToArray();

    /// <summary>What happened to the activities of an instance.</summary>
    /// <param name="instanceId">The instance.</param>
    public IEnumerable<JournalRecord> Journal(string instanceId) =>
        Bursts.Where(b => b.InstanceId == instanceId).SelectMany(b => b.Journal.Records);

    /// <summary>Starts an instance and delivers all it sends.</summary>
    /// <param name="packageHash">The package.</param>
    /// <param name="start">How.</param>
    /// <exception cref="BurstFaultedException">The burst faulted.</exception>
    public async ValueTask<string> StartAsync(string packageHash, BurstStimulus.Start? start = null)
    {
        var result = await RunAsync(_byHash[packageHash], null, start ?? new BurstStimulus.Start()).ConfigureAwait(false);
        await DeliverAsync().ConfigureAwait(false);
        return result.InstanceId;
    }

    /// <summary>Moves an instance and delivers all it sends.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="stimulus">What moves it.</param>
    /// <exception cref="BurstFaultedException">The burst faulted; the state before it stays.</exception>
    public async ValueTask<BurstResult> SendAsync(string instanceId, BurstStimulus stimulus)
    {
        var state = State(instanceId);
        var result = await RunAsync(_byHash[state.PackageHash], state, stimulus).ConfigureAwait(false);
        await DeliverAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>Publishes an event as the domain would, and delivers all that follows.</summary>
    /// <param name="event">The event.</param>
    public async ValueTask PublishAsync(OutgoingStimulus.PublishEvent @event)
    {
        _signals.Enqueue(@event);
        await DeliverAsync().ConfigureAwait(false);
    }

    /// <summary>Moves the clock; timers fire in order, each at its own instant.</summary>
    /// <param name="time">How far.</param>
    public async ValueTask AdvanceAsync(TimeSpan time)
    {
        var until = NowUtc + time;
        while (NextTimer(until) is var (instanceId, bookmark))
        {
            NowUtc = bookmark.DueAt!.Value > NowUtc ? bookmark.DueAt.Value : NowUtc;
            await SendAsync(instanceId, new BurstStimulus.TimerDue(bookmark.Id)).ConfigureAwait(false);
        }

        NowUtc = until;
    }

    private (string InstanceId, Bookmark Bookmark)? NextTimer(DateTime until)
    {
        (string, Bookmark)? next = null;
        foreach (var id in _states.Keys)
        {
            foreach (var bookmark in State(id).Bookmarks)
            {
                if (bookmark.DueAt <= until && (next is null || bookmark.DueAt < next.Value.Item2.DueAt))
                {
                    next = (id, bookmark);
                }
            }
        }

        return next;
    }

    private async ValueTask<BurstResult> RunAsync(WorkflowGraph graph, WorkflowState? state, BurstStimulus stimulus)
    {
        var environment = new BurstEnvironment { NowUtc = NowUtc, NewId = newId, Services = services };
        var result = await _runner.RunAsync(graph, state, stimulus, environment).ConfigureAwait(false);
        if (result.Fault is { } fault)
        {
            throw new BurstFaultedException(result.InstanceId, fault);
        }

        if (InstanceInvariant.Violation(result) is { } violation)
        {
            throw new WorkflowStuckException([violation]);
        }

        _states[result.InstanceId] = _serializer.Serialize(result.State!);
        Bursts.Add(result);
        foreach (var signal in result.Outgoing)
        {
            _signals.Enqueue(signal);
        }

        foreach (var bookmark in result.BookmarksCreated.Where(b => b.Name == Event.BookmarkName))
        {
            RequeueKept(result.State!.CorrelationId, bookmark);
        }

        return result;
    }

    /// <summary>An event that came before anybody waited for it is delivered now.</summary>
    private void RequeueKept(string? correlationId, Bookmark bookmark)
    {
        var early = _kept.FindIndex(k => EventStimulus.HashOf(k.EventName) == bookmark.Hash
            && (k.CorrelationId is null || k.CorrelationId == correlationId));
        if (early >= 0)
        {
            _signals.Enqueue(_kept[early]);
            _kept.RemoveAt(early);
        }
    }

    private async ValueTask DeliverAsync()
    {
        while (_signals.TryDequeue(out var signal))
        {
            switch (signal)
            {
                case OutgoingStimulus.StartChild child:
                    await RunAsync(_byHash[child.PackageHash], null, new BurstStimulus.Start(
                        child.Input, child.CorrelationId, child.Parent, InstanceId: child.ChildInstanceId))
                        .ConfigureAwait(false);
                    break;
                case OutgoingStimulus.ChildFinished finished when StillWaits(finished.ParentInstanceId, finished.BookmarkId):
                    await RunAsync(GraphOf(finished.ParentInstanceId), State(finished.ParentInstanceId),
                        new BurstStimulus.ChildFinished(finished.BookmarkId, finished.ChildInstanceId, finished.SubStatus,
                            finished.Output, finished.Outcomes)).ConfigureAwait(false);
                    break;
                case OutgoingStimulus.PublishEvent published:
                    await DeliverEventAsync(published).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async ValueTask DeliverEventAsync(OutgoingStimulus.PublishEvent published)
    {
        var hash = EventStimulus.HashOf(published.EventName);
        var waiting = _states.Keys.ToArray()
            .Where(id => published.TargetInstanceId is null || published.TargetInstanceId == id)
            .Select(State)
            .Where(s => published.CorrelationId is null || s.CorrelationId == published.CorrelationId)
            .SelectMany(s => s.Bookmarks.Where(b => b.Hash == hash).Select(b => (s.InstanceId, b.Id)))
            .ToArray();
        foreach (var (instanceId, bookmarkId) in waiting)
        {
            if (StillWaits(instanceId, bookmarkId))
            {
                await RunAsync(GraphOf(instanceId), State(instanceId), new BurstStimulus.EventArrived(
                    bookmarkId, published.EventName, published.Payload)).ConfigureAwait(false);
            }
        }

        var triggers = published.TargetInstanceId is null ? _triggers.Where(t => t.Hash == hash).ToArray() : [];
        foreach (var trigger in triggers)
        {
            await RunAsync(_byHash[trigger.PackageHash], null, new BurstStimulus.Start(
                CorrelationId: published.CorrelationId,
                TriggerActivityId: trigger.ActivityId,
                TriggerPayload: published.Payload)).ConfigureAwait(false);
        }

        if (waiting.Length == 0 && triggers.Length == 0)
        {
            _kept.Add(published);
        }
    }

    private bool StillWaits(string instanceId, string bookmarkId) =>
        State(instanceId).Bookmarks.Any(b => b.Id == bookmarkId);

    private WorkflowGraph GraphOf(string instanceId) => _byHash[State(instanceId).PackageHash];
}
