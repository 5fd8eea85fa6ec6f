using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>What staff call the records of a list: numbers and codes, never a person's name.</summary>
public sealed class SubjectNameQueries
{
    private readonly ReadDatabase _reads;

    internal SubjectNameQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>Names of these records; one that has none is left out.</summary>
    /// <returns>Donor, patient, order, lot and donation numbers; of a bag number and product code; of a task its title key; of a case its definition id.</returns>
    public async Task<IReadOnlyDictionary<SubjectRef, string>> OfAsync(
        IReadOnlyCollection<SubjectRef> subjects, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var names = new Dictionary<SubjectRef, string>();
        foreach (var kind in subjects.GroupBy(s => s.Kind, s => s.Id))
        {
            foreach (var (id, name) in await OfKindAsync(db, kind.Key, [.. kind.Distinct().Take(RowsExtensions.Most)], cancellationToken))
            {
                names[new SubjectRef(kind.Key, id)] = name;
            }
        }

        return names;
    }

    private static async Task<IEnumerable<(Guid Id, string Name)>> OfKindAsync(
        BecsDbContext db, string kind, List<Guid> ids, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case SubjectKinds.Donor:
                var donors = ids.ConvertAll(id => new DonorId(id));
                return (await db.Set<Donor>().Where(d => donors.Contains(d.Id)).Select(d => new { d.Id, d.DonorNumber }).ToListAsync(cancellationToken))
                    .Select(d => (d.Id.Value, d.DonorNumber));
            case SubjectKinds.Donation:
                var donations = ids.ConvertAll(id => new DonationId(id));
                return (await db.Set<Donation>().Where(d => donations.Contains(d.Id)).Select(d => new { d.Id, d.Din }).ToListAsync(cancellationToken))
                    .Select(d => (d.Id.Value, d.Din.Value));
            case SubjectKinds.Unit:
                var units = ids.ConvertAll(id => new UnitId(id));
                return (await UnitQueries.ShapesOf(db, db.Set<Unit>().Where(u => units.Contains(u.Id))).ToListAsync(cancellationToken))
                    .Select(u => (u.Id.Value, $"{u.Label.Din.Value} {u.Label.ProductCode}"));
            case SubjectKinds.Patient:
                var patients = ids.ConvertAll(id => new PatientId(id));
                return (await db.Set<Patient>().Where(p => patients.Contains(p.Id)).Select(p => new { p.Id, p.PatientNumber }).ToListAsync(cancellationToken))
                    .Select(p => (p.Id.Value, p.PatientNumber));
            case SubjectKinds.Lot:
                var lots = ids.ConvertAll(id => new LotId(id));
                return (await db.Set<Lot>().Where(l => lots.Contains(l.Id)).Select(l => new { l.Id, l.Number }).ToListAsync(cancellationToken))
                    .Select(l => (l.Id.Value, l.Number));
            case SubjectKinds.Order:
                var orders = ids.ConvertAll(id => new OrderId(id));
                return (await db.Set<Order>().Where(o => orders.Contains(o.Id)).Select(o => new { o.Id, o.OrderNumber }).ToListAsync(cancellationToken))
                    .Select(o => (o.Id.Value, o.OrderNumber));
            case SubjectKinds.Account:
                return (await db.Set<Account>().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.UserName }).ToListAsync(cancellationToken))
                    .Select(a => (a.Id, a.UserName ?? ""));
            case SubjectKinds.Task:
                var tasks = ids.ConvertAll(id => new TaskId(id));
                return (await db.Set<WorkTask>().Where(t => tasks.Contains(t.Id)).Select(t => new { t.Id, t.TitleKey }).ToListAsync(cancellationToken))
                    .Select(t => (t.Id.Value, t.TitleKey));
            case SubjectKinds.Instance:
                return (await db.Set<InstanceRow>().Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.DefinitionId }).ToListAsync(cancellationToken))
                    .Select(i => (i.Id, i.DefinitionId));
            case SubjectKinds.Package or SubjectKinds.RulePack:
                return (await db.Set<PackageRecord>().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.DefinitionId, r.DefinitionVersion }).ToListAsync(cancellationToken))
                    .Select(r => (r.Id, $"{r.DefinitionId} {r.DefinitionVersion}"));
            case SubjectKinds.Change:
                var changes = ids.ConvertAll(id => new ChangeId(id));
                return (await db.Set<ChangeRequest>().IgnoreAutoIncludes().Where(c => changes.Contains(c.Id)).Select(c => new { c.Id, c.Number }).ToListAsync(cancellationToken))
                    .Select(c => (c.Id.Value, c.Number));
            case SubjectKinds.Platform:
                return (await db.Set<PlatformRelease>().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.ReleaseHash }).ToListAsync(cancellationToken))
                    .Select(r => (r.Id, PlatformRelease.BuildIdOf(r.ReleaseHash)));
            case SubjectKinds.Site:
                var sites = ids.ConvertAll(id => new SiteId(id));
                return (await db.Set<Site>().Where(s => sites.Contains(s.Id)).Select(s => new { s.Id, s.Code }).ToListAsync(cancellationToken))
                    .Select(s => (s.Id.Value, s.Code));
            default:
                return [];
        }
    }
}
