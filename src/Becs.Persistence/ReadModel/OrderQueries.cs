using Becs.Domain.Components;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Reads orders: a site sees those it placed and those its stock serves.</summary>
public sealed class OrderQueries
{
    private readonly ReadDatabase _reads;

    internal OrderQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Orders, latest first.</summary>
    public async Task<Rows<OrderRow>> ListAsync(
        SiteId site, OrderState? state, Guid? patientId, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var orders = Seen(db, site);
        if (state is { } wanted)
        {
            orders = orders.Where(o => o.State == wanted);
        }

        if (patientId is { } id)
        {
            var patient = new PatientId(id);
            orders = orders.Where(o => o.PatientId == patient);
        }

        var ordered = orders.OrderByDescending(o => o.Placed.RecordedAt).ThenBy(o => o.Id);
        return (await ShapesOf(db, ordered).CutAsync(skip, take, cancellationToken)).Select(o => o.Row());
    }

    /// <summary>An order this site sees; null also for one it does not.</summary>
    public async Task<OrderRecord?> FindAsync(SiteId site, Guid id, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var orderId = new OrderId(id);
        var shape = await ShapesOf(db, Seen(db, site).Where(o => o.Id == orderId)).SingleOrDefaultAsync(cancellationToken);
        if (shape is null)
        {
            return null;
        }

        var order = shape.Order;
        var allocations = await db.Set<Allocation>().AsNoTracking().Where(a => a.OrderId == orderId).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var issues = await db.Set<UnitIssue>().AsNoTracking().Where(i => i.OrderId == orderId).OrderBy(i => i.Id).ToListAsync(cancellationToken);
        var crossmatches = await db.Set<Crossmatch>().AsNoTracking().Where(x => x.OrderId == orderId).OrderBy(x => x.Id).ToListAsync(cancellationToken);
        var fates = await FatesAsync(db, issues, cancellationToken);
        var names = await NamesAsync(db, [.. allocations.Select(a => a.UnitId).Distinct()], cancellationToken);
        return new OrderRecord(
            shape.Row(), order.Placed.UserName, order.ClosedAt, order.CancelReasonCode,
            [.. order.Lines.Select(l => new OrderLineRow(
                l.Number, l.ComponentClass.ToString(), l.Quantity, l.SpecialNeeds, allocations.Count(a => a.LineNumber == l.Number && a.IsOpen),
                issues.Count(i => i.LineNumber == l.Number && !fates[i.Id].StartsWith("returned", StringComparison.Ordinal))))],
            [.. allocations.Select(a => new AllocationRow(
                a.Id, a.UnitId.Value, names[a.UnitId].Din, names[a.UnitId].Product, a.LineNumber, a.DecisionId, a.Made.UserName, a.Made.RecordedAt,
                a.ClosedAt, a.CancelReasonCode))],
            [.. crossmatches.Select(x => new CrossmatchRow(
                x.Id, x.UnitId.Value, x.SampleId, x.Type.ToString(), x.IsCompatible, x.ValidUntilAt, x.Stamp.UserName, x.Stamp.RecordedAt))],
            await IssuesAsync(db, issues, names, fates, cancellationToken));
    }

    /// <summary>Id of the order this site calls so; null when there is none.</summary>
    public async Task<Guid?> IdOfAsync(SiteId site, string orderNumber, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        return await Seen(db, site).Where(o => o.OrderNumber == orderNumber).Select(o => (Guid?)o.Id.Value).FirstOrDefaultAsync(cancellationToken);
    }

    // The one place where a site is held against an order.
    private static IQueryable<Order> Seen(BecsDbContext db, SiteId site) => db.Set<Order>().AsNoTracking().Where(o => o.SiteId == site || o.HospitalSiteId == site);

    private static async Task<IReadOnlyList<IssueRow>> IssuesAsync(
        BecsDbContext db, List<UnitIssue> issues, Dictionary<UnitId, (string Din, string Product)> names, Dictionary<Guid, string> fates,
        CancellationToken cancellationToken)
    {
        var ids = issues.Select(i => i.Id).ToList();
        var found = db.Set<EmergencySignature>().Where(s => ids.Contains(s.IssueId)).Select(s => s.IssueId);
        var signed = (await found.ToListAsync(cancellationToken)).ToHashSet();
        return [.. issues.Select(i => new IssueRow(
            i.Id, i.UnitId.Value, names[i.UnitId].Din, names[i.UnitId].Product, i.LineNumber, i.IsEmergency,
            i.IsEmergency && i.PhysicianSignatureId is null && !signed.Contains(i.Id), i.ReceiverCode, i.DecisionId, i.Issued.UserName,
            i.Issued.RecordedAt, fates[i.Id]))];
    }

    private static async Task<Dictionary<Guid, string>> FatesAsync(BecsDbContext db, List<UnitIssue> issues, CancellationToken cancellationToken)
    {
        var ids = issues.Select(i => i.Id).ToList();
        var units = issues.Select(i => i.UnitId).Distinct().ToList();
        var returns = await db.Set<UnitReturn>().AsNoTracking().Where(r => ids.Contains(r.IssueId))
            .ToDictionaryAsync(r => r.IssueId, r => r.IsAccepted, cancellationToken);
        var fates = await db.Set<Fate>().AsNoTracking().Where(f => units.Contains(f.UnitId))
            .ToDictionaryAsync(f => f.UnitId, f => f.Kind.ToString(), cancellationToken);
        return issues.ToDictionary(i => i.Id, i => returns.TryGetValue(i.Id, out var accepted)
            ? accepted ? "returned" : "returned-unfit"
            : fates.GetValueOrDefault(i.UnitId, "open"));
    }

    private static async Task<Dictionary<UnitId, (string Din, string Product)>> NamesAsync(
        BecsDbContext db, List<UnitId> units, CancellationToken cancellationToken) =>
        (await UnitQueries.ShapesOf(db, db.Set<Unit>().Where(u => units.Contains(u.Id))).ToListAsync(cancellationToken))
            .ToDictionary(u => u.Id, u => (u.Label.Din.Value, u.Label.ProductCode));

    private static IQueryable<OrderShape> ShapesOf(BecsDbContext db, IQueryable<Order> orders) => orders.Select(o => new OrderShape
    {
        Order = o,
        PatientNumber = db.Set<Patient>().Where(p => p.Id == o.PatientId).Select(p => p.PatientNumber).First(),
        Allocated = db.Set<Allocation>().Count(a => a.OrderId == o.Id && a.ClosedAt == null),
        Issued = db.Set<UnitIssue>().Count(i => i.OrderId == o.Id && !db.Set<UnitReturn>().Any(r => r.IssueId == i.Id)),
    });

    private sealed class OrderShape
    {
        public Order Order { get; init; } = null!;

        public string PatientNumber { get; init; } = "";

        public int Allocated { get; init; }

        public int Issued { get; init; }

        public OrderRow Row() => new(
            Order.Id.Value, Order.OrderNumber, Order.PatientId.Value, PatientNumber, Order.HospitalSiteId.Value, Order.SiteId.Value,
            Order.Urgency.ToString(), Order.NeededByAt, Order.State.ToString(), Order.Placed.RecordedAt, Order.Lines.Sum(l => l.Quantity),
            Allocated, Issued);
    }
}
