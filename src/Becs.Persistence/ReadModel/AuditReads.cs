using Becs.Domain.Signatures;
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
        var rows = Filter(db.Set<AuditRow>(), filter);
        if (before is { } id)
        {
            rows = rows.Where(r => r.Id < id);
        }

        return await rows.OrderByDescending(r => r.Id).Take(Math.Clamp(limit, 1, LimitMost)).ToListAsync(cancellationToken);
    }

    public async Task<Rows<AuditRow>> CutAsync(AuditFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await Filter(db.Set<AuditRow>(), filter).OrderByDescending(r => r.Id).CutAsync(skip, take, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, Signature>> SignaturesAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<Signature>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
    }

    private static IQueryable<AuditRow> Filter(IQueryable<AuditRow> rows, AuditFilter filter)
    {
        if (filter.Subject is { } subject)
        {
            rows = rows.Where(r => r.SubjectKind == subject.Kind && r.SubjectId == subject.Id);
        }

        if (filter.SubjectIds is { } subjects)
        {
            rows = rows.Where(r => subjects.Contains(r.SubjectId));
        }

        if (filter.UserName is { } user)
        {
            rows = rows.Where(r => r.UserName == user);
        }

        if (filter.What is { } what)
        {
            rows = rows.Where(r => r.What.Contains(what) || r.Action.Contains(what));
        }

        if (filter.FromAt is { } from)
        {
            rows = rows.Where(r => r.RecordedAt >= from);
        }

        if (filter.UptoAt is { } upto)
        {
            rows = rows.Where(r => r.RecordedAt < upto);
        }

        return filter.SiteIds is { } sites ? rows.Where(r => sites.Contains(r.SiteId)) : rows;
    }
}
