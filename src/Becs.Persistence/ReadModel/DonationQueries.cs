using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Reads the donations of a site.</summary>
public sealed class DonationQueries
{
    private readonly ReadDatabase _reads;

    internal DonationQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Donations registered at a site, latest first.</summary>
    /// <param name="site">The site.</param>
    /// <param name="status">Only with this collection status; null for all.</param>
    /// <param name="verdict">Only with this announced verdict, such as <c>pending</c>; null for all.</param>
    /// <param name="skip">Rows to leave out.</param>
    /// <param name="take">Most rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Rows<DonationRow>> ListAsync(
        SiteId site, DonationStatus? status, string? verdict, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var donations = db.Set<Donation>().Where(d => d.SiteId == site);
        if (status is { } wanted)
        {
            donations = donations.Where(d => d.Status == wanted);
        }

        if (verdict is not null)
        {
            donations = donations.Where(d => db.Set<SuitabilityProjection>().Any(p => p.DonationId == d.Id && p.Verdict == verdict));
        }

        var ordered = donations.OrderByDescending(d => d.Registered.RecordedAt).ThenBy(d => d.Id);
        return (await ShapesOf(db, ordered).CutAsync(skip, take, cancellationToken)).Select(d => d.Row());
    }

    /// <summary>The id behind a number at this site; null also for one of another site.</summary>
    public async Task<Guid?> IdOfAsync(SiteId site, DonationNumber din, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var found = db.Set<Donation>().Where(d => d.Din == din && d.SiteId == site).Select(d => (DonationId?)d.Id);
        return (await found.FirstOrDefaultAsync(cancellationToken))?.Value;
    }

    /// <summary>A donation of this site with all its facts; null also for one of another site.</summary>
    public async Task<DonationRecord?> FindAsync(SiteId site, DonationNumber din, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var donation = await db.Set<Donation>().AsNoTracking().AsSplitQuery()
            .SingleOrDefaultAsync(d => d.Din == din && d.SiteId == site, cancellationToken);
        if (donation is null)
        {
            return null;
        }

        var row = (await ShapesOf(db, db.Set<Donation>().Where(d => d.Id == donation.Id)).SingleAsync(cancellationToken)).Row();
        var orders = await db.Set<TestOrder>().AsNoTracking().Where(o => o.DonationId == donation.Id).ToListAsync(cancellationToken);
        var results = await TestRunQueries.ResultsAsync(db, donation.Id, cancellationToken);
        var reasons = await db.Set<SuitabilityProjection>().Where(p => p.DonationId == donation.Id).Select(p => p.Reasons)
            .FirstOrDefaultAsync(cancellationToken);
        var units = await UnitQueries.ShapesOf(db, db.Set<Unit>().Where(u => u.DonationId == donation.Id).OrderBy(u => u.Made.RecordedAt))
            .ToListAsync(cancellationToken);
        var timeline = await DonationTimeline.OfAsync(db, donation, orders, results, cancellationToken);
        return new DonationRecord(
            row, donation.VisitId.Value, donation.SiteId.Value, donation.AssignedByDecisionId, Split(reasons),
            [.. donation.LabelScans.OrderBy(s => s.Order).Select(s => new LabelScanRow(
                s.Target.ToString(), s.ScannedDin.Value, s.ScannedDin == donation.Din, s.Stamp.UserName, s.Stamp.RecordedAt))],
            await StartAsync(db, donation.Start, cancellationToken),
            [.. donation.Records.OrderBy(r => r.Version).Select(r => new CollectionRow(
                r.Version, r.Outcome.ToString(), r.StoppedAt, r.VolumeMl, r.ReactionKind, r.ReactionGrade, r.FailureCode, r.Stamp.UserName,
                r.Stamp.RecordedAt))],
            [.. donation.Samples.OrderBy(s => s.Id).Select(s => new SampleRow(s.Id, s.Kind.ToString(), s.TakenAt, s.SentAt, s.ReceivedAt))],
            [.. orders.SelectMany(o => o.TestCodes).Distinct().Order(StringComparer.Ordinal)],
            results, [.. units.Select(u => u.Row())], timeline);
    }

    internal static IQueryable<DonationShape> ShapesOf(BecsDbContext db, IQueryable<Donation> donations) =>
        donations.AsNoTracking().IgnoreAutoIncludes().Select(d => new DonationShape
        {
            Id = d.Id,
            Din = d.Din,
            DonorId = d.DonorId,
            DonorNumber = db.Set<Donor>().Where(x => x.Id == d.DonorId).Select(x => x.DonorNumber).First(),
            Type = d.Type,
            Status = d.Status,
            Verdict = db.Set<SuitabilityProjection>().Where(p => p.DonationId == d.Id).Select(p => p.Verdict).FirstOrDefault(),
            RegisteredAt = d.Registered.RecordedAt,
            CollectedAt = d.Start == null ? null : d.Start.StartedAt,
            Units = db.Set<Unit>().Count(u => u.DonationId == d.Id),
        });

    private static IReadOnlyList<string> Split(string? reasons) =>
        string.IsNullOrEmpty(reasons) ? [] : reasons.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<CollectionStartRow?> StartAsync(BecsDbContext db, CollectionStart? start, CancellationToken cancellationToken)
    {
        if (start is null)
        {
            return null;
        }

        var lot = await db.Set<Lot>().Where(l => l.Id == start.BagLotId).Select(l => l.Number).FirstOrDefaultAsync(cancellationToken);
        var scale = await db.Set<Equipment>().Where(e => e.Id == start.ScaleId).Select(e => e.Code).FirstOrDefaultAsync(cancellationToken);
        return new CollectionStartRow(
            start.StartedAt, start.BagLotId.Value, lot ?? "", start.ScaleId.Value, scale ?? "", start.Arm, start.DecisionId, start.Stamp.UserName);
    }
}

/// <summary>What the database gives for one row.</summary>
internal sealed class DonationShape
{
    public DonationId Id { get; init; }

    public DonationNumber Din { get; init; }

    public DonorId DonorId { get; init; }

    public string DonorNumber { get; init; } = "";

    public DonationType Type { get; init; }

    public DonationStatus Status { get; init; }

    public string? Verdict { get; init; }

    public DateTime RegisteredAt { get; init; }

    public DateTime? CollectedAt { get; init; }

    public int Units { get; init; }

    public DonationRow Row() => new(
        Id.Value, Din.Value, DonorId.Value, DonorNumber, Type.Code(), Status.ToString(), Verdict, RegisteredAt, CollectedAt, Units);
}
