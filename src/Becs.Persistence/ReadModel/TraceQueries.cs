using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>
/// Follows blood from the donor to the patient and back, from the primary facts. Not limited to a site: whoever may see the bag must see all
/// of its way (21 CFR 606.160(c)).
/// </summary>
public sealed class TraceQueries
{
    /// <summary>Most bags of one trace; a pool has tens.</summary>
    public const int MostUnits = 300;

    private readonly ReadDatabase _reads;

    internal TraceQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>The trace of a bag: its ancestors and descendants, the donations of all of them with all their bags, and where those went.</summary>
    public async Task<TraceRecord?> OfUnitAsync(Guid unit, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var focus = new UnitId(unit);
        var donation = await db.Set<Unit>().Where(u => u.Id == focus).Select(u => (DonationId?)u.DonationId).FirstOrDefaultAsync(cancellationToken);
        return donation is { } id ? await OfAsync(db, unit, [id], cancellationToken) : null;
    }

    /// <summary>The trace of a donation.</summary>
    public async Task<TraceRecord> OfDonationAsync(Guid donation, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        return await OfAsync(db, donation, [new DonationId(donation)], cancellationToken);
    }

    /// <summary>Every donation of a donor and where it went, latest first.</summary>
    public async Task<TraceRecord> OfDonorAsync(Guid donor, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var donorId = new DonorId(donor);
        var donations = await db.Set<Donation>().Where(d => d.DonorId == donorId).OrderByDescending(d => d.Registered.RecordedAt)
            .Select(d => d.Id).Take(MostUnits).ToListAsync(cancellationToken);
        return await OfAsync(db, donor, donations, cancellationToken);
    }

    private static async Task<TraceRecord> OfAsync(BecsDbContext db, Guid focus, List<DonationId> start, CancellationToken cancellationToken)
    {
        var (units, isCut) = await UnitsAsync(db, start, cancellationToken);
        var picture = new TracePicture();
        var donationIds = units.Select(u => u.DonationId).Union(start).ToList();
        await DonationsAsync(db, picture, donationIds, cancellationToken);
        foreach (var unit in units)
        {
            var label = unit.Labels.OrderBy(l => l.ToAt is null ? 0 : 1).ThenByDescending(l => l.FromAt).First();
            picture.Node(SubjectKinds.Unit, unit.Id.Value, $"{label.Din.Value} {label.ProductCode}", unit.Status.ToString(), unit.Made.RecordedAt);
            if (unit.Parents.Count == 0)
            {
                picture.Link(unit.DonationId.Value, unit.Id.Value, "made");
            }

            foreach (var parent in unit.Parents)
            {
                picture.Link(parent.ParentId.Value, unit.Id.Value, "divided");
            }
        }

        await OrdersAsync(db, picture, [.. units.Select(u => u.Id)], cancellationToken);
        return picture.ToRecord(focus, isCut);
    }

    // Bags of the donations, bags they were made from, bags made of them, and the donations of all those, until nothing new turns up.
    private static async Task<(List<Unit> Units, bool IsCut)> UnitsAsync(BecsDbContext db, List<DonationId> start, CancellationToken cancellationToken)
    {
        var found = new Dictionary<UnitId, Unit>();
        var waiting = await db.Set<Unit>().Where(u => start.Contains(u.DonationId)).Select(u => u.Id).Take(MostUnits + 1)
            .ToListAsync(cancellationToken);
        while (waiting.Count > 0 && found.Count <= MostUnits)
        {
            var step = waiting;
            var units = await db.Set<Unit>().AsNoTracking().AsSplitQuery().Where(u => step.Contains(u.Id)).ToListAsync(cancellationToken);
            units.ForEach(u => found.TryAdd(u.Id, u));
            var near = await db.Set<UnitParent>().Where(p => step.Contains(p.ParentId)).Select(p => p.UnitId).Take(MostUnits + 1)
                .ToListAsync(cancellationToken);
            near.AddRange(units.SelectMany(u => u.Parents).Select(p => p.ParentId));
            waiting = [.. near.Where(id => !found.ContainsKey(id)).Distinct()];
        }

        var ordered = found.Values.OrderBy(u => u.Made.RecordedAt).ThenBy(u => u.Id.Value).ToList();
        return ([.. ordered.Take(MostUnits)], ordered.Count > MostUnits);
    }

    private static async Task DonationsAsync(BecsDbContext db, TracePicture picture, List<DonationId> ids, CancellationToken cancellationToken)
    {
        var donations = await db.Set<Donation>().AsNoTracking().AsSplitQuery().Where(d => ids.Contains(d.Id))
            .OrderBy(d => d.Registered.RecordedAt).ToListAsync(cancellationToken);
        var donorIds = donations.Select(d => d.DonorId).Distinct().ToList();
        foreach (var donor in await db.Set<Donor>().AsNoTracking().Where(d => donorIds.Contains(d.Id)).ToListAsync(cancellationToken))
        {
            picture.Node(SubjectKinds.Donor, donor.Id.Value, donor.DonorNumber, donor.IsActive ? "" : "alias", donor.Registered.RecordedAt);
        }

        var verdicts = await db.Set<SuitabilityProjection>().AsNoTracking().Where(p => ids.Contains(p.DonationId))
            .ToDictionaryAsync(p => p.DonationId, p => p.Verdict, cancellationToken);
        foreach (var donation in donations)
        {
            picture.Node(
                SubjectKinds.Donation, donation.Id.Value, donation.Din.Value, verdicts.GetValueOrDefault(donation.Id, donation.Status.ToString()),
                donation.Start?.StartedAt ?? donation.Registered.RecordedAt);
            picture.Link(donation.DonorId.Value, donation.Id.Value, "gave");
            foreach (var sample in donation.Samples)
            {
                picture.Node("sample", sample.Id, sample.Kind.ToString(), sample.ReceivedAt is null ? "" : "received", sample.TakenAt);
                picture.Link(donation.Id.Value, sample.Id, "sampled");
            }

            foreach (var result in await TestRunQueries.ResultsAsync(db, donation.Id, cancellationToken))
            {
                picture.Node("test", result.Id, $"{result.TestCode} {result.Role}", result.IsVoid ? "void" : result.Interpretation ?? "", result.EnteredAt);
                picture.Link(result.SampleId, result.Id, "tested");
            }
        }
    }

    private static async Task OrdersAsync(BecsDbContext db, TracePicture picture, List<UnitId> units, CancellationToken cancellationToken)
    {
        var allocations = await db.Set<Allocation>().AsNoTracking().Where(a => units.Contains(a.UnitId)).ToListAsync(cancellationToken);
        var issues = await db.Set<UnitIssue>().AsNoTracking().Where(i => units.Contains(i.UnitId)).ToListAsync(cancellationToken);
        var returned = (await db.Set<UnitReturn>().Where(r => units.Contains(r.UnitId)).Select(r => r.IssueId).ToListAsync(cancellationToken)).ToHashSet();
        var transfused = (await db.Set<Fate>().Where(f => units.Contains(f.UnitId) && f.Kind == FateKind.Transfused).Select(f => f.UnitId)
            .ToListAsync(cancellationToken)).ToHashSet();
        var orderIds = allocations.Select(a => a.OrderId).Distinct().ToList();
        var patientIds = allocations.Select(a => a.PatientId).Distinct().ToList();
        foreach (var order in await db.Set<Order>().AsNoTracking().Where(o => orderIds.Contains(o.Id)).ToListAsync(cancellationToken))
        {
            picture.Node(SubjectKinds.Order, order.Id.Value, order.OrderNumber, order.State.ToString(), order.Placed.RecordedAt);
        }

        foreach (var patient in await db.Set<Patient>().AsNoTracking().Where(p => patientIds.Contains(p.Id))
            .Select(p => new { p.Id, p.PatientNumber }).ToListAsync(cancellationToken))
        {
            picture.Node(SubjectKinds.Patient, patient.Id.Value, patient.PatientNumber, "", null);
        }

        foreach (var allocation in allocations)
        {
            var issue = issues.FirstOrDefault(i => i.AllocationId == allocation.Id);
            picture.Link(allocation.UnitId.Value, allocation.OrderId.Value,
                issue is null ? (allocation.IsOpen ? "allocated" : "allocation-ended") : returned.Contains(issue.Id) ? "returned" : "issued");
            var isIn = issue is not null && !returned.Contains(issue.Id) && transfused.Contains(allocation.UnitId);
            picture.Link(allocation.OrderId.Value, allocation.PatientId.Value, isIn ? "transfused" : "for");
        }
    }

    /// <summary>Boxes and arrows as they are found; each once, and of two arrows between the same boxes the one that says most.</summary>
    private sealed class TracePicture
    {
        private readonly Dictionary<Guid, TraceNodeRow> _nodes = [];
        private readonly Dictionary<(Guid From, Guid To), string> _links = [];

        public void Node(string kind, Guid id, string code, string status, DateTime? at) => _nodes.TryAdd(id, new TraceNodeRow(kind, id, code, status, at));

        public void Link(Guid from, Guid to, string kind)
        {
            if (!_links.TryGetValue((from, to), out var known) || known is "for" or "allocation-ended")
            {
                _links[(from, to)] = kind;
            }
        }

        public TraceRecord ToRecord(Guid focus, bool isCut) => new(
            focus, [.. _nodes.Values], [.. _links.Where(l => _nodes.ContainsKey(l.Key.From) && _nodes.ContainsKey(l.Key.To))
                .Select(l => new TraceLinkRow(l.Key.From, l.Key.To, l.Value))], isCut);
    }
}
