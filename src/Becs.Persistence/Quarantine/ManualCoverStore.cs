using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Quarantine;

internal sealed class ManualCoverStore(BecsDbContext db, ISubjects subjects) : IManualCovers
{
    public void Add(ManualCover cover) => db.Add(cover);

    public void Add(CoverRevocation revocation) => db.Add(revocation);

    public async Task<ManualCover?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<ManualCover>().FindAsync([id], cancellationToken);

    public async Task<IReadOnlyList<ManualCover>> StandingAsync(
        SiteId site, DateOnly day, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(site.Subject, cancellationToken);
        var covers = await db.WithStagedAsync<ManualCover>(
            c => c.SiteId == site && c.ValidUntil >= day && c.ValidFrom <= day, cancellationToken);
        var ids = covers.Select(c => c.Id).ToList();
        var revoked = (await db.WithStagedAsync<CoverRevocation>(r => ids.Contains(r.CoverId), cancellationToken))
            .Select(r => r.CoverId).ToHashSet();
        return [.. covers.Where(c => !revoked.Contains(c.Id))];
    }
}
