using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Reads the donor register. The register and its deferrals are of all sites; visits and donations of one are shown as codes.</summary>
public sealed class DonorQueries
{
    private readonly ReadDatabase _reads;

    internal DonorQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Donors, latest registered first.</summary>
    /// <param name="donorNumber">Only the one with this number; null for all.</param>
    /// <param name="today">Day for which deferrals are looked at.</param>
    /// <param name="skip">Rows to leave out.</param>
    /// <param name="take">Most rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Rows<DonorRow>> ListAsync(
        string? donorNumber, DateOnly today, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var donors = db.Set<Donor>().AsNoTracking();
        if (donorNumber is not null)
        {
            donors = donors.Where(d => d.DonorNumber == donorNumber);
        }

        var ordered = donors.OrderByDescending(d => d.Registered.RecordedAt).ThenBy(d => d.Id);
        return (await ShapesOf(db, ordered, today).CutAsync(skip, take, cancellationToken)).Select(d => d.Row());
    }

    /// <summary>These donors, in the order given; what does not exist is left out.</summary>
    public async Task<IReadOnlyList<DonorRow>> FindAsync(
        IReadOnlyCollection<Guid> ids, DateOnly today, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var wanted = ids.Take(RowsExtensions.Most).Select(id => new DonorId(id)).ToList();
        var found = await ShapesOf(db, db.Set<Donor>().AsNoTracking().Where(d => wanted.Contains(d.Id)), today)
            .ToDictionaryAsync(d => d.Id, cancellationToken);
        return [.. wanted.Where(found.ContainsKey).Select(id => found[id].Row())];
    }

    /// <param name="id">The donor.</param>
    /// <param name="sites">Visits and donations are shown of these sites only.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<DonorRecord?> FindAsync(Guid id, IReadOnlyCollection<SiteId> sites, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var donorId = new DonorId(id);
        var donor = await db.Set<Donor>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == donorId, cancellationToken);
        if (donor is null)
        {
            return null;
        }

        var closure = await ClosureAsync(db, donor, cancellationToken);
        var deferrals = await DeferralsAsync(db, closure, cancellationToken);
        var visits = await VisitQueries.ShapesOf(db, db.Set<Visit>().Where(v => closure.Contains(v.DonorId) && sites.Contains(v.SiteId))
            .OrderByDescending(v => v.Started.RecordedAt).Take(RowsExtensions.Most)).ToListAsync(cancellationToken);
        var donations = await DonationQueries.ShapesOf(db, db.Set<Donation>().Where(d => closure.Contains(d.DonorId) && sites.Contains(d.SiteId))
            .OrderByDescending(d => d.Registered.RecordedAt).Take(RowsExtensions.Most)).ToListAsync(cancellationToken);
        return new DonorRecord(
            id, donor.DonorNumber, donor.Registered.RecordedAt, donor.MergedInto?.Value, [.. closure.Select(c => c.Value)], deferrals,
            [.. visits.Select(v => v.Row())], [.. donations.Select(d => d.Row())]);
    }

    /// <summary>The registry's rows of a donor and every record merged with it, latest first.</summary>
    public async Task<Rows<DeferralRow>?> DeferralsAsync(Guid id, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var donorId = new DonorId(id);
        var donor = await db.Set<Donor>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == donorId, cancellationToken);
        if (donor is null)
        {
            return null;
        }

        var all = await DeferralsAsync(db, await ClosureAsync(db, donor, cancellationToken), cancellationToken);
        return new Rows<DeferralRow>([.. all.Skip(skip).Take(take)], all.Count);
    }

    private static async Task<IReadOnlyList<DeferralRow>> DeferralsAsync(BecsDbContext db, List<DonorId> donors, CancellationToken cancellationToken)
    {
        var found = await db.Set<Deferral>().AsNoTracking().Where(d => donors.Contains(d.DonorId))
            .OrderByDescending(d => d.Stamp.RecordedAt).Take(RowsExtensions.Most).ToListAsync(cancellationToken);
        return [.. found.Select(d => new DeferralRow(
            d.Id, d.DonorId.Value, d.Code, d.IsConfidential, d.Scope.ToString(), d.Kind.Code(), d.StartsOn, d.EndsOn, d.EndCondition,
            d.Source.ToString(), d.VisitId?.Value, d.DonationId?.Value, d.Stamp.UserName, d.Stamp.RecordedAt, d.Closure?.Manner.Code(),
            d.Closure?.EffectiveOn, d.Closure?.ReasonCode))];
    }

    // Up to the record that speaks for all, then down again.
    private static async Task<List<DonorId>> ClosureAsync(BecsDbContext db, Donor donor, CancellationToken cancellationToken)
    {
        var found = new HashSet<DonorId> { donor.Id };
        var waiting = new Queue<DonorId>([donor.Id]);
        while (waiting.TryDequeue(out var next) && found.Count < RowsExtensions.Most)
        {
            var near = await db.Set<Donor>().AsNoTracking().Where(d => d.MergedInto == next).Select(d => d.Id).ToListAsync(cancellationToken);
            var up = await db.Set<Donor>().AsNoTracking().Where(d => d.Id == next).Select(d => d.MergedInto).FirstOrDefaultAsync(cancellationToken);
            foreach (var id in up is { } survivor ? near.Append(survivor) : near)
            {
                if (found.Add(id))
                {
                    waiting.Enqueue(id);
                }
            }
        }

        return [.. found.OrderBy(d => d.Value)];
    }

    private static IQueryable<DonorShape> ShapesOf(BecsDbContext db, IQueryable<Donor> donors, DateOnly today) => donors.Select(d => new DonorShape
    {
        Id = d.Id,
        DonorNumber = d.DonorNumber,
        RegisteredAt = d.Registered.RecordedAt,
        MergedInto = d.MergedInto,
        LastCollectedAt = db.Set<Donation>().Where(x => x.DonorId == d.Id && x.Start != null).Max(x => (DateTime?)x.Start!.StartedAt),
        IsDeferred = db.Set<Deferral>().Any(x => x.DonorId == d.Id && x.StartsOn <= today && (x.EndsOn == null || x.EndsOn > today)
            && (x.Closure == null || x.Closure.EffectiveOn > today)),
    });

    private sealed class DonorShape
    {
        public DonorId Id { get; init; }

        public string DonorNumber { get; init; } = "";

        public DateTime RegisteredAt { get; init; }

        public DonorId? MergedInto { get; init; }

        public DateTime? LastCollectedAt { get; init; }

        public bool IsDeferred { get; init; }

        public DonorRow Row() => new(Id.Value, DonorNumber, RegisteredAt, MergedInto?.Value, LastCollectedAt, IsDeferred);
    }
}
