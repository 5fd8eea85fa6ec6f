using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Components;

internal sealed class UnitStore(BecsDbContext db, ISubjects subjects) : IUnits
{
    public void Add(Unit unit) => db.Add(unit);

    public async Task<Unit?> FindAsync(UnitId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return await db.Set<Unit>().FindAsync([id], cancellationToken);
    }

    public async Task<IReadOnlyList<Unit>> BearingAsync(
        DonationNumber din, string productCode, CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<UnitLabel>()
            .Where(l => l.Din == din && l.ProductCode == productCode && l.ToAt == null)
            .Select(l => EF.Property<UnitId>(l, "UnitId")).ToListAsync(cancellationToken);
        var staged = Staged(u => u.Din == din && u.Label.ProductCode == productCode);
        return await LoadAsync(stored.Union(staged), cancellationToken);
    }

    public async Task<IReadOnlyList<Unit>> OfDonationAsync(DonationId donation, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(donation.Subject, cancellationToken);
        var stored = await db.Set<Unit>().Where(u => u.DonationId == donation).Select(u => u.Id).ToListAsync(cancellationToken);
        return await LoadAsync(stored.Union(Staged(u => u.DonationId == donation)), cancellationToken);
    }

    public async Task<IReadOnlyList<Unit>> ChildrenOfAsync(UnitId parent, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(parent.Subject, cancellationToken);
        var stored = await db.Set<UnitParent>().Where(p => p.ParentId == parent).Select(p => p.UnitId).ToListAsync(cancellationToken);
        return await LoadAsync(stored.Union(Staged(u => u.Parents.Any(p => p.ParentId == parent))), cancellationToken);
    }

    private IEnumerable<UnitId> Staged(Func<Unit, bool> where) => db.ChangeTracker.Entries<Unit>()
        .Where(e => e.State == EntityState.Added).Select(e => e.Entity).Where(where).Select(u => u.Id);

    // Touch first, then read: the ids alone prove nothing about the bags.
    private async Task<IReadOnlyList<Unit>> LoadAsync(IEnumerable<UnitId> ids, CancellationToken cancellationToken)
    {
        var units = new List<Unit>();
        foreach (var id in ids.OrderBy(i => i.Value).ToList())
        {
            units.Add((await FindAsync(id, cancellationToken))!);
        }

        return units;
    }
}
