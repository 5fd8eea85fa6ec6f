using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Quarantine;

internal sealed class HoldStore(BecsDbContext db, ISubjects subjects) : IHolds
{
    public void Add(Hold hold) => db.Add(hold);

    public async Task<Hold?> FindAsync(HoldId id, CancellationToken cancellationToken = default)
    {
        var hold = await db.Set<Hold>().FindAsync([id], cancellationToken);
        if (hold is null)
        {
            return null;
        }

        // Which scope it has never changes, but whether it is open does: touch, then read again unless staged here.
        await subjects.TouchAsync(hold.ScopeSubject, cancellationToken);
        var entry = db.Entry(hold);
        entry.DetectChanges();
        if (entry.State == EntityState.Unchanged)
        {
            await entry.ReloadAsync(cancellationToken);
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

        var ids = scopes.Select(s => s.Id).ToList();
        var open = await db.WithStagedAsync<Hold>(h => ids.Contains(h.ScopeId) && h.ClosedAt == null, cancellationToken);
        return [.. open.Where(h => scopes.Contains(h.ScopeSubject)).OrderBy(h => h.Placed.RecordedAt).ThenBy(h => h.Id.Value)];
    }
}
