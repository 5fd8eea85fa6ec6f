using System.Runtime.ExceptionServices;
using System.Text.Json;
using Becs.Activities.Facts;
using Becs.Activities.Tasks;
using Becs.Contracts;
using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Domain.Tests.Fakes;
using Becs.Domain.Tests.KernelFakes;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Models;
using Becs.Workflows.Definitions;
using Becs.Workflows.Running;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.State;
using Becs.Workflows.Storage;
using TestOperation = Becs.Domain.Tests.Fakes.TestOperation;

namespace Becs.Activities.Tests.Bank;

/// <summary>
/// Workflows over a blood bank in memory. As on the server each burst is an operation with one commit (safety versions compared, then
/// raised), facts reach the instances that wait for them in bursts of their own, and every state goes through its stored form.
/// </summary>
internal sealed class FlowBank
{
    private const string Approved = Domain.Tests.KernelFakes.TestOperation.ApprovedPackage;

    private readonly WorkflowRunner _runner = new();
    private readonly WorkflowStateSerializer _serializer = new();
    private readonly Dictionary<string, WorkflowGraph> _graphs = new(StringComparer.Ordinal);
    private readonly List<StoredTrigger> _triggers = [];
    private readonly Dictionary<string, string> _states = new(StringComparer.Ordinal);
    private int _delivered;

    public FlowBank(params string[] processes)
    {
        Rooms = new BloodBank(new ShippedRules());
        Units = new FakeUnits(Rooms.Subjects);
        Quarantine = new FakeQuarantine(Rooms.Subjects);
        Orders = new FakeOrders(Rooms.Subjects);
        object[] stores =
        [
            Rooms.Subjects, Rooms.Operation, Rooms.Events, Rooms.Ids, Rooms.Personal, Rooms.Sites, Rooms.Rules, Rooms.DonorStores,
            Rooms.DonationStores, Rooms.Tests, Rooms.Clock, new FakeAuditTrail(), Units, Quarantine, Orders, new SampleTable(),
        ];
        foreach (var store in stores)
        {
            Services.Add(store);
        }

        CoverAll();
        foreach (var process in processes)
        {
            Add(Workflows.Shipped.Graph(process));
        }
    }

    public BloodBank Rooms { get; }

    /// <summary>Package under which operations run; the approved one unless a test says otherwise.</summary>
    public string Package { get; set; } = Approved;

    public FakeUnits Units { get; }

    public FakeQuarantine Quarantine { get; }

    public FakeOrders Orders { get; }

    public Services Services { get; } = new();

    public List<BurstResult> Bursts { get; } = [];

    public IEnumerable<WorkflowState> Instances => _states.Keys.Select(State);

    public IEnumerable<WorkTask> OpenTasks => Quarantine.Tasks.Where(t => t.IsOpen);

    public void Add(WorkflowGraph graph)
    {
        _graphs[graph.PackageHash] = graph;
        _triggers.AddRange(TriggerIndexer.Index(graph));
    }

    /// <summary>A version nothing starts, for instances that go over to it.</summary>
    public void Know(WorkflowGraph graph) => _graphs[graph.PackageHash] = graph;

    /// <summary>Looks at every state as it is stored; gives another in its place, or null.</summary>
    public Func<WorkflowState, WorkflowState?>? GoOver { get; set; }

    public T Get<T>()
        where T : notnull => Services.Get<T>();

    public WorkflowState State(string instanceId) => _serializer.Deserialize(_states[instanceId]);

    /// <summary>A new operation of this person, with the permissions of the role.</summary>
    public OperationContext As(string user)
    {
        Rooms.Operation.As(user, Staff.PermissionsOf(user));
        Rooms.Operation.With(c => c with { OperationId = Rooms.Ids.New(), PackageHash = Package });
        return Rooms.Operation.Context;
    }

    /// <summary>The person signs this subject in this operation.</summary>
    public Signature Sign(string meaning, string subject, string signedHash)
    {
        Rooms.Operation.Sign(meaning);
        Rooms.Operation.With(c => c with
        {
            Signature = c.Signature! with { Id = Rooms.Ids.New(), SignedHash = signedHash, Subject = subject },
        });
        return Rooms.Operation.Context.Signature!;
    }

    /// <summary>Work outside a workflow, as an API call: done, committed, its facts delivered.</summary>
    public async Task<T> DoAsync<T>(string user, Func<Task<T>> work, string? meaning = null)
    {
        As(user);
        if (meaning is not null)
        {
            Sign(meaning, "test", new string('0', 64));
        }

        var result = await work();
        Rooms.Subjects.Commit();
        await PumpAsync();
        return result;
    }

    public WorkTask Task(string titleKey, Guid? subject = null) =>
        OpenTasks.LastOrDefault(t => t.TitleKey == titleKey && (subject is null || t.SubjectId == subject))
        ?? throw new InvalidOperationException(
            $"No open task {titleKey}; open: {string.Join(", ", OpenTasks.Select(t => t.TitleKey))}.");

    /// <summary>The person completes the open task of this title; the waiting instance moves in the same commit.</summary>
    public Task CompleteAsync(string titleKey, string user, string outcome, object? data = null, string? meaning = null) =>
        CompleteAsync(Task(titleKey), user, outcome, data, meaning);

    public async Task CompleteAsync(WorkTask task, string user, string outcome, object? data = null, string? meaning = null)
    {
        As(user);
        if ((meaning ?? task.SignatureMeanings.FirstOrDefault()) is { } signed)
        {
            Sign(signed, task.Id.Subject.ToString(), task.RecordHash());
        }

        task.Complete(Rooms.Operation.Context, outcome, task.Revision, Rooms.Events);
        var submission = new TaskSubmission(task.Id.Value, outcome, JsonSerializer.SerializeToElement(data ?? new { }));
        var payload = JsonSerializer.SerializeToElement(submission, JsonSerializerOptions.Web);
        await ResumeAsync(task.InstanceId!.Value.ToString("D"), new BurstStimulus.ResumeBookmark(task.BookmarkId!, payload));
    }

    /// <summary>Moves an instance under the current operation, then delivers what followed.</summary>
    public async Task ResumeAsync(string instanceId, BurstStimulus stimulus)
    {
        var state = State(instanceId);
        await RunAsync(_graphs[state.PackageHash], state, stimulus);
        await PumpAsync();
    }

    /// <summary>Starts a graph under the current operation.</summary>
    public async Task<string> StartAsync(WorkflowGraph graph, BurstStimulus.Start start)
    {
        var id = await RunAsync(graph, null, start);
        await PumpAsync();
        return id;
    }

    /// <summary>Moves the clock; timers fire in order, each at its own instant.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        var until = Rooms.Clock.GetUtcNow() + time;
        while (Instances.SelectMany(s => s.Bookmarks.Select(b => (s.InstanceId, Bookmark: b))).Where(b => b.Bookmark.DueAt <= until)
            .OrderBy(b => b.Bookmark.DueAt).Cast<(string InstanceId, Bookmark Bookmark)?>().FirstOrDefault() is { } due)
        {
            var at = new DateTimeOffset(due.Bookmark.DueAt!.Value, TimeSpan.Zero);
            Rooms.Clock.SetUtcNow(at > Rooms.Clock.GetUtcNow() ? at : Rooms.Clock.GetUtcNow());
            AsSystem();
            await ResumeAsync(due.InstanceId, new BurstStimulus.TimerDue(due.Bookmark.Id));
        }

        Rooms.Clock.SetUtcNow(until);
    }

    /// <summary>Delivers every fact raised since the last call, each to whom it concerns, in bursts of their own.</summary>
    public async Task PumpAsync()
    {
        while (_delivered < Rooms.Events.Raised.Count)
        {
            var (subject, fact) = Rooms.Events.Raised[_delivered++];
            await DeliverAsync(subject, fact);
        }
    }

    private async Task DeliverAsync(SubjectRef subject, BecsEvent fact)
    {
        var name = fact.GetType().Name;
        var payload = JsonSerializer.SerializeToElement(fact, fact.GetType(), JsonSerializerOptions.Web);
        var waits = new[] { subject, Rooms.Operation.Context.SiteId.Subject }
            .Select(s => StimulusHasher.Hash(WaitForFact.BookmarkName, WaitForFact.Stimulus(name, s))).ToList();
        var hash = EventStimulus.HashOf(name);
        var id = subject.Id.ToString("D");
        var concerned = Instances.SelectMany(s => s.Bookmarks
            .Where(b => waits.Contains(b.Hash) || (b.Hash == hash && s.CorrelationId == id)).Select(b => (s.InstanceId, b.Id)));
        foreach (var (instanceId, bookmarkId) in concerned.ToList())
        {
            var state = State(instanceId);
            if (state.Bookmarks.Any(b => b.Id == bookmarkId))
            {
                AsSystem();
                await RunAsync(_graphs[state.PackageHash], state, new BurstStimulus.EventArrived(bookmarkId, name, payload));
            }
        }

        foreach (var trigger in _triggers.Where(t => t.Hash == hash))
        {
            AsSystem();
            await RunAsync(_graphs[trigger.PackageHash], null, new BurstStimulus.Start(
                new Dictionary<string, JsonElement> { ["Event"] = payload }, id,
                TriggerActivityId: trigger.ActivityId, TriggerPayload: payload));
        }
    }

    private async Task<string> RunAsync(WorkflowGraph graph, WorkflowState? state, BurstStimulus stimulus)
    {
        var id = state?.InstanceId ?? Rooms.Ids.New().ToString("D");
        Rooms.Operation.With(c => c with { InstanceId = Guid.Parse(id) });
        var result = await _runner.RunAsync(
            graph, state, stimulus is BurstStimulus.Start start ? start with { InstanceId = id } : stimulus,
            new BurstEnvironment
            {
                NowUtc = Rooms.Operation.Context.NowAt,
                NewId = () => Rooms.Ids.New().ToString("D"),
                Services = Services,
            });
        if (result.Fault is { } fault)
        {
            Rooms.Subjects.Forget();
            ExceptionDispatchInfo.Throw(fault.Exception);
        }

        Rooms.Subjects.Commit();
        Assert.Null(InstanceInvariant.Violation(result));
        Bursts.Add(result);
        _states[id] = _serializer.Serialize(GoOver?.Invoke(result.State!) ?? result.State!);
        return id;
    }

    public void AsSystem()
    {
        Rooms.Operation.As("system");
        Rooms.Operation.With(c => c with
        {
            OperationId = Rooms.Ids.New(),
            PackageHash = Package,
            IsSystem = true,
            UserId = Guid.Empty,
        });
    }

    // As the demo does: QA signs that a manual procedure covers each blocker the system does not evaluate yet.
    private void CoverAll()
    {
        As("qa1");
        Sign(SignatureMeanings.AcceptedForUse, "cover", new string('0', 64));
        foreach (var blocker in ReleaseBlockers.All.Where(b => !b.IsImplemented))
        {
            Get<CoverRegister>().Sign(blocker.Code, "SOP-1", Rooms.Operation.Context.SiteToday.AddDays(300));
        }

        Rooms.Subjects.Commit();
        _delivered = Rooms.Events.Raised.Count;
    }

    private sealed class SampleTable : IProductTables
    {
        private static readonly ProductTable _table = ProductTable.Parse(File.ReadAllBytes(
            Path.Combine(Workflows.Shipped.Root, "workflows", "rules", "isbt128", "product-codes.sample.json")));

        public Task<ProductTable> ForAsync(SiteId site, CancellationToken cancellationToken = default) =>
            System.Threading.Tasks.Task.FromResult(_table);
    }
}
