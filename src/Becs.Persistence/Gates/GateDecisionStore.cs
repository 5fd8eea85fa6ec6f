using Becs.Domain.Gates;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Gates;

internal sealed class GateDecisionStore(BecsDbContext db) : IGateDecisions
{
    public void Add(GateDecision decision) => db.Add(decision);

    public async Task<GateDecision?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<GateDecision>().FindAsync([id], cancellationToken);

    public async Task<IReadOnlyList<GateDecision>> OfAsync(
        SubjectRef subject, int limit, CancellationToken cancellationToken = default) =>
        await db.Set<GateDecision>().Where(d => d.SubjectKind == subject.Kind && d.SubjectId == subject.Id)
            .OrderByDescending(d => d.DecidedAt).ThenByDescending(d => d.Id).Take(limit).ToListAsync(cancellationToken);
}
