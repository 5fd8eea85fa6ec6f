using Becs.Domain.Gates;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Holds, covers, decisions, package standing and tasks in memory.</summary>
public sealed class FakeQuarantine(ISubjects subjects) : IHolds, IManualCovers, IGateDecisions, IPackageStanding, ITasks
{
    public List<Hold> Holds { get; } = [];

    public List<ManualCover> Covers { get; } = [];

    public List<CoverRevocation> Revocations { get; } = [];

    public List<GateDecision> Decisions { get; } = [];

    public List<WorkTask> Tasks { get; } = [];

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

    public Task<bool> IsApprovedAndEffectiveAsync(string packageHash, DateTime atAt, CancellationToken cancellationToken = default) =>
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
