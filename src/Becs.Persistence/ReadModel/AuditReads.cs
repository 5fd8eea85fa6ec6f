using Becs.Persistence.Audit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class AuditReads(ReadDatabase database) : IAuditReads
{
    private const int LimitMost = 500;

    public async Task<IReadOnlyList<AuditRow>> PageAsync(
        AuditFilter filter, Guid? before = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        IQueryable<AuditRow> rows = db.Set<AuditRow>();
        if (filter.Subject is { } subject)
        {
            rows = rows.Where(r => r.SubjectKind == subject.Kind && r.SubjectId == subject.Id);
        }

        if (filter.UserName is { } user)
        {
            rows = rows.Where(r => r.UserName == user);
        }

        if (filter.FromAt is { } from)
        {
            rows = rows.Where(r => r.RecordedAt >= from);
        }

        if (filter.UptoAt is { } upto)
        {
            rows = rows.Where(r => r.RecordedAt < upto);
        }

        if (filter.SiteIds is { } sites)
        {
            rows = rows.Where(r => sites.Contains(r.SiteId));
        }

        if (before is { } id)
        {
            rows = rows.Where(r => r.Id < id);
        }

        return await rows.OrderByDescending(r => r.Id).Take(Math.Clamp(limit, 1, LimitMost)).ToListAsync(cancellationToken);
    }
}
