using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Domain.Testing;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>At which sites a record may be seen; none when there is no such record.</summary>
public sealed class RecordSites
{
    private readonly ReadDatabase _reads;

    internal RecordSites(ReadDatabase reads) => _reads = reads;

    public Task<IReadOnlyList<Guid>> OfTaskAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<WorkTask>().Where(t => t.Id == new TaskId(id)).Select(t => t.SiteId), cancellationToken);

    public Task<IReadOnlyList<Guid>> OfVisitAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<Visit>().IgnoreAutoIncludes().Where(v => v.Id == new VisitId(id)).Select(v => v.SiteId), cancellationToken);

    public Task<IReadOnlyList<Guid>> OfRunAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<TestRun>().IgnoreAutoIncludes().Where(r => r.Id == new TestRunId(id)).Select(r => r.SiteId), cancellationToken);

    public Task<IReadOnlyList<Guid>> OfHoldAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<Hold>().IgnoreAutoIncludes().Where(h => h.Id == new HoldId(id)).Select(h => h.Placed.SiteId), cancellationToken);

    public Task<IReadOnlyList<Guid>> OfCoverAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<ManualCover>().Where(c => c.Id == id).Select(c => c.SiteId), cancellationToken);

    public Task<IReadOnlyList<Guid>> OfInstanceAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<InstanceRow>().Where(i => i.Id == id).Select(i => new SiteId(i.SiteId)), cancellationToken);

    public Task<IReadOnlyList<Guid>> OfUnitAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<Domain.Components.Unit>().IgnoreAutoIncludes().Where(u => u.Id == new UnitId(id)).Select(u => u.SiteId), cancellationToken);

    public Task<IReadOnlyList<Guid>> OfIncidentAsync(Guid id, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<IncidentRow>().Where(i => i.Id == id).Select(i => new SiteId(i.SiteId)), cancellationToken);

    /// <summary>An order is seen where it was placed and where it is served.</summary>
    public async Task<IReadOnlyList<Guid>> OfOrderAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var found = await db.Set<Order>().IgnoreAutoIncludes().AsNoTracking().Where(o => o.Id == new OrderId(id))
            .Select(o => new { o.SiteId, o.HospitalSiteId }).ToListAsync(cancellationToken);
        return [.. found.SelectMany(o => new[] { o.SiteId.Value, o.HospitalSiteId.Value }).Distinct()];
    }

    public Task<IReadOnlyList<Guid>> OfDonationAsync(DonationNumber din, CancellationToken cancellationToken = default) =>
        ReadAsync(db => db.Set<Donation>().IgnoreAutoIncludes().Where(d => d.Din == din).Select(d => d.SiteId), cancellationToken);

    /// <summary>A bag is seen where it is stored.</summary>
    public async Task<IReadOnlyList<Guid>> OfUnitAsync(DonationNumber din, string productCode, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        return await UnitQueries.NamedAsync(db, din, productCode, cancellationToken) is { } unit ? [unit.SiteId.Value] : [];
    }

    private async Task<IReadOnlyList<Guid>> ReadAsync(Func<BecsDbContext, IQueryable<SiteId>> sites, CancellationToken cancellationToken)
    {
        await using var db = _reads.Open();
        return [.. (await sites(db).ToListAsync(cancellationToken)).Select(s => s.Value)];
    }
}
