using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Reads the visits of a site.</summary>
public sealed class VisitQueries
{
    private readonly ReadDatabase _reads;

    internal VisitQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Visits of a site, latest first.</summary>
    public async Task<Rows<VisitRow>> ListAsync(
        SiteId site, DateOnly? startedOn, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var visits = db.Set<Visit>().Where(v => v.SiteId == site);
        if (startedOn is { } day)
        {
            visits = visits.Where(v => v.StartedOn == day);
        }

        var ordered = visits.OrderByDescending(v => v.Started.RecordedAt).ThenBy(v => v.Id);
        return (await ShapesOf(db, ordered).CutAsync(skip, take, cancellationToken)).Select(v => v.Row());
    }

    /// <summary>A visit at this site; null also for one at another.</summary>
    public async Task<VisitRow?> FindAsync(SiteId site, Guid id, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var visitId = new VisitId(id);
        var found = ShapesOf(db, db.Set<Visit>().Where(v => v.SiteId == site && v.Id == visitId));
        return (await found.SingleOrDefaultAsync(cancellationToken))?.Row();
    }

    internal static IQueryable<VisitShape> ShapesOf(BecsDbContext db, IQueryable<Visit> visits) =>
        visits.AsNoTracking().IgnoreAutoIncludes().Select(visit => new VisitShape
        {
            Id = visit.Id,
            DonorId = visit.DonorId,
            DonorNumber = db.Set<Donor>().Where(d => d.Id == visit.DonorId).Select(d => d.DonorNumber).First(),
            Type = visit.DonationType,
            StartedOn = visit.StartedOn,
            StartedAt = visit.Started.RecordedAt,
            Status = visit.Status,
            DonationId = visit.DonationId,
            Din = db.Set<Donation>().Where(d => d.VisitId == visit.Id).Select(d => (DonationNumber?)d.Din).FirstOrDefault(),
        });
}

/// <summary>What the database gives for one row; the codes are made of it afterwards.</summary>
internal sealed class VisitShape
{
    public VisitId Id { get; init; }

    public DonorId DonorId { get; init; }

    public string DonorNumber { get; init; } = "";

    public DonationType Type { get; init; }

    public DateOnly StartedOn { get; init; }

    public DateTime StartedAt { get; init; }

    public VisitStatus Status { get; init; }

    public DonationId? DonationId { get; init; }

    public DonationNumber? Din { get; init; }

    public VisitRow Row() => new(
        Id.Value, DonorId.Value, DonorNumber, Type.Code(), StartedOn, StartedAt, Status.ToString(), DonationId?.Value, Din?.Value);
}
