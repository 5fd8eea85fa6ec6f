using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Sites;

internal sealed class SiteStore(BecsDbContext db, SitesAhead ahead) : ISites
{
    public async Task<Site?> FindAsync(SiteId id, CancellationToken cancellationToken = default)
    {
        if (db.Set<Site>().Local.FindEntry(id) is null && ahead.Find(id) is { } known)
        {
            db.Attach(known);
        }

        return await db.Set<Site>().FindAsync([id], cancellationToken);
    }

    public async Task<IReadOnlyList<Site>> AllAsync(CancellationToken cancellationToken = default) =>
        await db.Set<Site>().OrderBy(s => s.Code).ToListAsync(cancellationToken);

    public void Add(Site site) => db.Add(site);
}
