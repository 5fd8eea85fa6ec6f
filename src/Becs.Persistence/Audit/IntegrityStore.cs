using Becs.Domain.Audit;
using Becs.Domain.Shared;
using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Audit;

internal sealed class IntegrityStore(BecsDbContext db, ISubjects subjects, KeyRing keys) : IIntegrity
{
    public void Add(IntegrityBreak broken, IReadOnlyCollection<SubjectRef> records)
    {
        db.Add(broken);
        db.AddRange(records.Select(r => new IntegrityReach(broken.Id, r.Kind, r.Id)));
    }

    public void Add(IntegrityIncident incident) => db.Add(incident);

    public void Add(IntegrityConfirmation confirmation) => db.Add(confirmation);

    public async Task<IReadOnlySet<string>> KnownAsync(IReadOnlyCollection<string> places, CancellationToken cancellationToken = default) =>
        (await db.WithStagedAsync<IntegrityBreak>(b => places.Contains(b.Place), cancellationToken)).Select(b => b.Place).ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlyList<IntegrityBreak>> FindAsync(
        IReadOnlyCollection<Guid> breakIds, CancellationToken cancellationToken = default) =>
        await db.Set<IntegrityBreak>().Where(b => breakIds.Contains(b.Id)).ToListAsync(cancellationToken);

    public async Task<IntegrityIncident?> FindIncidentAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<IntegrityIncident>().FindAsync([id], cancellationToken);

    public async Task<IntegrityConfirmation?> ConfirmationOfAsync(Guid incidentId, CancellationToken cancellationToken = default) =>
        await db.Set<IntegrityConfirmation>().FindAsync([incidentId], cancellationToken);

    // An incident made up or changed beside the program lets nothing go.
    private async Task<HashSet<string>> ForgedAsync(bool isNeeded, CancellationToken cancellationToken)
    {
        var forged = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in isNeeded ? new[] { typeof(IntegrityIncident), typeof(IntegrityConfirmation) } : [])
        {
            forged.UnionWith((await RowCode.VerifyAsync(db, db.Model.FindEntityType(type)!, keys, null, cancellationToken)).Broken);
        }

        return forged;
    }

    public async Task<IReadOnlyList<IntegrityBreak>> OpenOnAsync(
        SiteId site, IReadOnlyCollection<SubjectRef> records, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(site.Subject, cancellationToken);
        var breaks = await db.Set<IntegrityBreak>().AsNoTracking().OrderBy(b => b.Id).ToListAsync(cancellationToken);
        if (breaks.Count == 0)
        {
            return [];
        }

        var reaches = (await db.Set<IntegrityReach>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(r => r.BreakId);
        var everywhere = breaks.Where(b => b.ConcernsAll || !b.IsOf(reaches[b.Id])).Select(b => b.Id).ToHashSet();
        var limits = await db.Set<IntegrityIncident>().AsNoTracking()
            .Where(i => db.Set<IntegrityConfirmation>().Any(c => c.IncidentId == i.Id)).ToListAsync(cancellationToken);
        var forged = await ForgedAsync(limits.Count > 0, cancellationToken);
        limits.RemoveAll(i => forged.Contains(i.Id.ToString("D")));
        return [.. breaks.Where(b => records.Any(r => (everywhere.Contains(b.Id) || reaches[b.Id].Contains(new IntegrityReach(b.Id, r.Kind, r.Id)))
            && !limits.Any(i => i.BreakIds.Contains(b.Id) && !i.Kept.Contains(r.ToString()))))];
    }
}
