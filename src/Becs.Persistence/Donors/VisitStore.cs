using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Donors;

internal sealed class VisitStore(BecsDbContext db, ISubjects subjects) : IVisits
{
    public async Task<Visit?> FindAsync(VisitId id, CancellationToken cancellationToken = default)
    {
        var tracked = db.Set<Visit>().Local.FirstOrDefault(v => v.Id == id);
        if (tracked is not null)
        {
            return tracked;
        }

        // Whose visit it is never changes; the facts are read after the touch.
        var donor = await db.Set<Visit>().Where(v => v.Id == id).Select(v => (DonorId?)v.DonorId)
            .FirstOrDefaultAsync(cancellationToken);
        if (donor is not { } known)
        {
            return null;
        }

        await subjects.TouchAsync(known.Subject, cancellationToken);
        return await db.Set<Visit>().AsSplitQuery().SingleAsync(v => v.Id == id, cancellationToken);
    }

    public void Add(Visit visit) => db.Add(visit);
}
