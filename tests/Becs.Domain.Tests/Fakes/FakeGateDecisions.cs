using Becs.Domain.Gates;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Tests.Fakes;

/// <summary>Decisions taken, in memory.</summary>
public sealed class FakeGateDecisions : IGateDecisions
{
    private readonly List<GateDecision> _taken = [];

    public IReadOnlyList<GateDecision> Taken => _taken;

    public void Add(GateDecision decision) => _taken.Add(decision);

    public Task<GateDecision?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_taken.Find(d => d.Id == id));

    public Task<IReadOnlyList<GateDecision>> OfAsync(
        SubjectRef subject, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<GateDecision>>([.. _taken.Where(d => d.Subject == subject).Take(limit)]);
}

/// <summary>An audit trail nobody reads.</summary>
public sealed class FakeAuditTrail : IAuditTrail
{
    public void Record(SubjectRef subject, string what, string? old = null, string? @new = null)
    {
    }
}

/// <summary>The sites of a test.</summary>
public sealed class FakeSites(params Site[] sites) : ISites
{
    private readonly List<Site> _sites = [.. sites];

    public Task<Site?> FindAsync(SiteId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_sites.Find(s => s.Id == id));

    public Task<IReadOnlyList<Site>> AllAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Site>>(_sites);

    public void Add(Site site) => _sites.Add(site);
}
