using Becs.Activities.Tests.Bank;
using Becs.Activities.Tests.Proving;
using Becs.Activities.Tests.Workflows;
using Becs.Domain.Tasks;
using Becs.Workflows;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Journal;
using Becs.Workflows.Migrating;
using Becs.Workflows.State;

namespace Becs.Activities.Tests.Migrating;

/// <summary>Shipped workflows in two versions; a bank whose instances go from the one to the other and back at every stop.</summary>
internal sealed class TwoVersions
{
    private static readonly WorkflowStateSerializer _serializer = new();
    private readonly Dictionary<string, (InstanceMigrator There, InstanceMigrator Back)> _ways = new(StringComparer.Ordinal);
    private readonly FlowBank _bank;

    /// <param name="edit">Makes the second version of each process.</param>
    /// <param name="back">Whether instances go back when they stop next.</param>
    public TwoVersions(string[] processes, Action<string, Draft> edit, bool back = true)
    {
        _bank = new FlowBank();
        foreach (var process in processes)
        {
            var (one, two) = (new Draft(process).Build(), Second(process, edit));
            _bank.Add(one.Compile(Shipped.Registry));
            _bank.Know(two.Compile(Shipped.Registry));
            _ways[one.PackageHash] = (Way(one, two), Way(two, one));
            if (back)
            {
                _ways[two.PackageHash] = (_ways[one.PackageHash].Back, _ways[one.PackageHash].There);
            }
        }

        _bank.GoOver = Go;
    }

    public FlowBank Bank => _bank;

    /// <summary>Where instances stood that went over, as <c>process/step step</c>.</summary>
    public List<string> Went { get; } = [];

    /// <summary>Those that stayed, with every reason.</summary>
    public List<(string Where, string Why)> Stayed { get; } = [];

    /// <summary>What every instance did, step by step, whatever the version.</summary>
    public static List<string> Path(FlowBank bank) => [.. bank.Bursts.SelectMany(b => b.Journal.Records
        .Where(r => r.Event is JournalEvent.Completed or JournalEvent.Suspended or JournalEvent.Cancelled)
        .Select(r => $"{b.State?.DefinitionId}/{r.ActivityId} {r.Event} {string.Join(',', r.Outcomes ?? [])}"))];

    private static WorkflowPackage Second(string process, Action<string, Draft> edit)
    {
        var draft = new Draft(process);
        draft.Definition["version"] = 2;
        edit(process, draft);
        return draft.Build();
    }

    private static InstanceMigrator Way(WorkflowPackage from, WorkflowPackage to) =>
        new(from, to, Shipped.Registry, new Dictionary<string, string>(), [], ShippedProofTests.Obligations);

    private WorkflowState? Go(WorkflowState state)
    {
        if (state.Status != WorkflowStatus.Running || !_ways.TryGetValue(state.PackageHash, out var way))
        {
            return null;
        }

        var mine = _bank.Quarantine.Tasks.Where(t => t.InstanceId == Guid.Parse(state.InstanceId)).ToList();
        var before = _serializer.Serialize(state);
        var result = way.There.Migrate(
            state, [.. mine.Where(t => t.IsOpen).Select(t => $"{t.FormKey}.v{t.FormVersion}")],
            [.. mine.Where(t => t.State == TaskState.Completed).Select(t => t.ActivityId!)],
            DoneSteps.Of(_bank.Bursts.Where(b => b.State?.InstanceId == state.InstanceId).Select(b => b.Journal), []), state.UpdatedAt);
        var where = $"{state.DefinitionId}/{string.Join(' ', state.Bookmarks.Select(b => b.ActivityId).Distinct().Order(StringComparer.Ordinal))}";
        Assert.Equal(before, _serializer.Serialize(state));
        if (result.State is not { } gone)
        {
            Stayed.Add((where, string.Join(' ', result.Refusals)));
            return null;
        }

        Went.Add(where);
        Assert.Equal((state.Bookmarks.Count, state.Sequence + 1), (gone.Bookmarks.Count, gone.Sequence));
        Assert.Equal(state.Bookmarks.Select(b => (b.Id, b.Hash, b.DueAt)), gone.Bookmarks.Select(b => (b.Id, b.Hash, b.DueAt)));
        return gone;
    }
}
