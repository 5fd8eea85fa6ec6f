using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A hold with what it holds, for whoever has to judge it.</summary>
/// <param name="Hold">The hold itself.</param>
/// <param name="Name">What staff call the record it lies on; null when it has no name.</param>
/// <param name="ProposedBy">User name of who investigated.</param>
/// <param name="Units">Bags it reaches, latest expiry first; of a lot only those drawn with it.</param>
/// <param name="UnitCount">How many it reaches in all.</param>
public sealed record HoldRecord(HoldRow Hold, string? Name, string? ProposedBy, IReadOnlyList<UnitRow> Units, int UnitCount);

/// <summary>Reads a hold and what it reaches.</summary>
public sealed class HoldRecords
{
    /// <summary>Most bags named; the others are counted.</summary>
    public const int MostUnits = 20;

    private readonly ReadDatabase _reads;
    private readonly SubjectNameQueries _names;

    internal HoldRecords(ReadDatabase reads, SubjectNameQueries names) => (_reads, _names) = (reads, names);

    /// <summary>The hold a case is about: the case is correlated by it.</summary>
    /// <param name="site">Where it was placed; one of another site is not found.</param>
    /// <param name="instance">The case.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<HoldRecord?> OfCaseAsync(SiteId site, Guid instance, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var correlation = await db.Set<InstanceRow>().Where(i => i.Id == instance).Select(i => i.CorrelationId).SingleOrDefaultAsync(cancellationToken);
        if (!Guid.TryParse(correlation, out var id))
        {
            return null;
        }

        var holdId = new HoldId(id);
        var hold = await db.Set<Hold>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == holdId && h.Placed.SiteId == site, cancellationToken);
        if (hold is null)
        {
            return null;
        }

        var reached = Reached(db, hold);
        var units = await UnitQueries.ShapesOf(db, reached.OrderByDescending(u => u.ExpiresAt).ThenBy(u => u.Id).Take(MostUnits))
            .ToListAsync(cancellationToken);
        var account = new SubjectRef(SubjectKinds.Account, hold.ProposedById ?? Guid.Empty);
        var names = await _names.OfAsync([hold.ScopeSubject, account], cancellationToken);
        return new HoldRecord(
            QuarantineQueries.Row(hold), names.GetValueOrDefault(hold.ScopeSubject), names.GetValueOrDefault(account),
            [.. units.Select(u => u.Row())], await reached.CountAsync(cancellationToken));
    }

    private static IQueryable<Unit> Reached(BecsDbContext db, Hold hold)
    {
        var units = db.Set<Unit>().AsNoTracking();
        var (unit, donation, donor, lot) = (
            new UnitId(hold.ScopeId), new DonationId(hold.ScopeId), new DonorId(hold.ScopeId), new LotId(hold.ScopeId));
        return hold.Scope switch
        {
            HoldScope.Unit => units.Where(u => u.Id == unit || db.Set<UnitParent>().Any(p => p.UnitId == u.Id && p.ParentId == unit)),
            HoldScope.Donation => units.Where(u => u.DonationId == donation),
            HoldScope.Donor => units.Where(u => db.Set<Donation>().Any(d => d.Id == u.DonationId && d.DonorId == donor)),
            _ => units.Where(u => db.Set<CollectionStart>().Any(c => c.DonationId == u.DonationId && c.BagLotId == lot)),
        };
    }
}
