using Becs.Domain.Audit;
using Becs.Domain.Gates;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Holds, covers, decisions, package standing and tasks in memory.</summary>
public sealed class FakeQuarantine(ISubjects subjects) : IHolds, IManualCovers, IGateDecisions, IPackageStanding, ITasks, IIntegrity
{
    public List<Hold> Holds { get; } = [];

    public List<ManualCover> Covers { get; } = [];

    public List<CoverRevocation> Revocations { get; } = [];

    public List<GateDecision> Decisions { get; } = [];

    public List<WorkTask> Tasks { get; } = [];

    public List<IntegrityBreak> Breaks { get; } = [];

    public List<IntegrityReach> Reaches { get; } = [];

    public List<IntegrityIncident> Incidents { get; } = [];

    public List<IntegrityConfirmation> Confirmations { get; } = [];

    public void Add(IntegrityBreak broken, IReadOnlyCollection<SubjectRef> records)
    {
        Breaks.Add(broken);
        Reaches.AddRange(records.Select(r => new IntegrityReach(broken.Id, r.Kind, r.Id)));
    }

    public void Add(IntegrityIncident incident) => Incidents.Add(incident);

    public void Add(IntegrityConfirmation confirmation) => Confirmations.Add(confirmation);

    public Task<IReadOnlySet<string>> KnownAsync(IReadOnlyCollection<string> places, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlySet<string>>(Breaks.Select(b => b.Place).Where(places.Contains).ToHashSet(StringComparer.Ordinal));

    public Task<IReadOnlyList<IntegrityBreak>> FindAsync(IReadOnlyCollection<Guid> breakIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<IntegrityBreak>>([.. Breaks.Where(b => breakIds.Contains(b.Id))]);

    public Task<IntegrityIncident?> FindIncidentAsync(Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Incidents.SingleOrDefault(i => i.Id == id));

    public Task<IntegrityConfirmation?> ConfirmationOfAsync(Guid incidentId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Confirmations.SingleOrDefault(c => c.IncidentId == incidentId));

    public async Task<IReadOnlyList<IntegrityBreak>> OpenOnAsync(
        SiteId site, IReadOnlyCollection<SubjectRef> records, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(site.Subject, cancellationToken);
        var limits = Incidents.Where(i => Confirmations.Any(c => c.IncidentId == i.Id)).ToList();
        return [.. Breaks.Where(b => records.Any(r => (b.ConcernsAll || Reaches.Contains(new IntegrityReach(b.Id, r.Kind, r.Id)))
            && !limits.Any(i => i.BreakIds.Contains(b.Id) && !i.Kept.Contains(r.ToString()))))];
    }

    public void Add(Hold hold) => Holds.Add(hold);

    public void Add(ManualCover cover) => Covers.Add(cover);

    public void Add(CoverRevocation revocation) => Revocations.Add(revocation);

    public void Add(GateDecision decision) => Decisions.Add(decision);

    public void Add(WorkTask task) => Tasks.Add(task);

    public async Task<Hold?> FindAsync(HoldId id, CancellationToken cancellationToken = default)
    {
        var hold = Holds.SingleOrDefault(h => h.Id == id);
        if (hold is not null)
        {
            await subjects.TouchAsync(hold.ScopeSubject, cancellationToken);
        }

        return hold;
    }

    public async Task<IReadOnlyList<Hold>> OpenOnAsync(
        IReadOnlyCollection<SubjectRef> scopes, CancellationToken cancellationToken = default)
    {
        foreach (var scope in scopes)
        {
            await subjects.TouchAsync(scope, cancellationToken);
        }

        return [.. Holds.Where(h => h.IsOpen && scopes.Contains(h.ScopeSubject))];
    }

    Task<ManualCover?> IManualCovers.FindAsync(Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(Covers.SingleOrDefault(c => c.Id == id));

    public async Task<IReadOnlyList<ManualCover>> StandingAsync(
        SiteId site, DateOnly day, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(site.Subject, cancellationToken);
        return [.. Covers.Where(c => c.SiteId == site && c.CoversOn(day) && Revocations.All(r => r.CoverId != c.Id))];
    }

    Task<GateDecision?> IGateDecisions.FindAsync(Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(Decisions.SingleOrDefault(d => d.Id == id));

    public Task<IReadOnlyList<GateDecision>> OfAsync(SubjectRef subject, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<GateDecision>>([.. Decisions.Where(d => d.Subject == subject).Reverse().Take(limit)]);

    public Task<bool> WasApprovedAndEffectiveAsync(string packageHash, DateTime atAt, CancellationToken cancellationToken = default) =>
        Task.FromResult(packageHash == TestOperation.ApprovedPackage);

    public Task<WorkTask?> FindAsync(TaskId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Tasks.SingleOrDefault(t => t.Id == id));

    public Task<WorkTask?> FindByBookmarkAsync(Guid instanceId, string bookmarkId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Tasks.SingleOrDefault(t => t.InstanceId == instanceId && t.BookmarkId == bookmarkId));

    public Task<IReadOnlyList<WorkTask>> OpenOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<WorkTask>>([.. Tasks.Where(t => t.InstanceId == instanceId && t.IsOpen)]);

    public IReadOnlyList<WorkTask> MadeForInstance(Guid instanceId) => [.. Tasks.Where(t => t.InstanceId == instanceId && t.IsOpen)];

    public Task<IReadOnlyList<WorkTask>> CompletedOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<WorkTask>>(
            [.. Tasks.Where(t => t.InstanceId == instanceId && t.State == TaskState.Completed)]);

    public Task<IReadOnlyList<WorkTask>> DueForEscalationAsync(
        DateTime nowAt, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<WorkTask>>([.. Tasks.Where(t => t.EscalationAt <= nowAt).Take(limit)]);
}
