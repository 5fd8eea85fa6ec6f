using Becs.Domain.Donations;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Donations;

internal sealed class LotStore(BecsDbContext db, ISubjects subjects) : ILots
{
    public async Task<Lot?> FindAsync(LotId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return await db.Set<Lot>().FindAsync([id], cancellationToken);
    }

    public async Task<Lot?> FindByNumberAsync(LotKind kind, string number, CancellationToken cancellationToken = default)
    {
        var id = await db.Set<Lot>().Where(l => l.Kind == kind && l.Number == number).Select(l => (LotId?)l.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return id is { } known ? await FindAsync(known, cancellationToken) : null;
    }

    public void Add(Lot lot) => db.Add(lot);
}
