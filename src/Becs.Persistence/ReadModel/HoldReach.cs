using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>
/// For showing only (the gates ask the kernel): which records a hold on a bag may lie on: the bag, what it was made of, its donation, the
/// donor and the lot of the collection bag.
/// </summary>
internal static class HoldReach
{
    /// <summary>Ids of the records a hold on each bag may lie on.</summary>
    public static async Task<ILookup<Guid, Guid>> OfAsync(
        BecsDbContext db, IReadOnlyCollection<(Guid Unit, Guid Donation)> units, CancellationToken cancellationToken)
    {
        var unitIds = units.Select(u => new UnitId(u.Unit)).ToList();
        var donationIds = units.Select(u => new DonationId(u.Donation)).Distinct().ToList();
        var parents = await db.Set<UnitParent>().Where(p => unitIds.Contains(p.UnitId)).Select(p => new { p.UnitId, p.ParentId })
            .ToListAsync(cancellationToken);
        var donors = await db.Set<Donation>().Where(d => donationIds.Contains(d.Id)).Select(d => new { d.Id, d.DonorId })
            .ToListAsync(cancellationToken);
        var lots = await db.Set<CollectionStart>().Where(c => donationIds.Contains(c.DonationId)).Select(c => new { c.DonationId, c.BagLotId })
            .ToListAsync(cancellationToken);
        return units.SelectMany(u => new[] { u.Unit, u.Donation }
                .Concat(parents.Where(p => p.UnitId.Value == u.Unit).Select(p => p.ParentId.Value))
                .Concat(donors.Where(d => d.Id.Value == u.Donation).Select(d => d.DonorId.Value))
                .Concat(lots.Where(l => l.DonationId.Value == u.Donation).Select(l => l.BagLotId.Value))
                .Select(record => (u.Unit, record)))
            .ToLookup(r => r.Unit, r => r.record);
    }

    /// <summary>Those of the bags on which a hold lies now.</summary>
    public static async Task<IReadOnlySet<Guid>> HeldAsync(
        BecsDbContext db, IReadOnlyCollection<(Guid Unit, Guid Donation)> units, CancellationToken cancellationToken)
    {
        var reach = await OfAsync(db, units, cancellationToken);
        var records = reach.SelectMany(r => r).Distinct().ToList();
        var held = (await db.Set<Hold>().Where(h => h.ClosedAt == null && records.Contains(h.ScopeId)).Select(h => h.ScopeId)
            .ToListAsync(cancellationToken)).ToHashSet();
        return reach.Where(r => r.Any(held.Contains)).Select(r => r.Key).ToHashSet();
    }
}
