using Becs.Persistence.Audit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>A search of the trail as a query.</summary>
internal static class AuditRows
{
    public static IQueryable<AuditRow> Of(BecsDbContext db, AuditFilter filter) =>
        Told(Named(db.Set<AuditRow>(), filter), filter);

    /// <summary>About which record, by whom, what, when, where.</summary>
    private static IQueryable<AuditRow> Named(IQueryable<AuditRow> rows, AuditFilter filter)
    {
        if (filter.Subject is { } subject)
        {
            rows = rows.Where(r => r.SubjectKind == subject.Kind && r.SubjectId == subject.Id);
        }

        if (filter.RecordIds is { } records)
        {
            rows = rows.Where(r => records.Contains(r.SubjectId) || (r.InstanceId != null && records.Contains(r.InstanceId.Value)));
        }

        if (filter.UserName is { } user)
        {
            rows = rows.Where(r => r.UserName == user);
        }

        if (filter.What is { } what)
        {
            rows = rows.Where(r => r.What == what);
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

    private static IQueryable<AuditRow> Told(IQueryable<AuditRow> rows, AuditFilter filter)
    {
        if (filter.Workstation is { } workstation)
        {
            rows = rows.Where(r => r.Workstation == workstation);
        }

        if (filter.HasReason is { } hasReason)
        {
            rows = hasReason ? rows.Where(r => r.Reason != null) : rows.Where(r => r.Reason == null);
        }

        if (filter.HasSignature is { } hasSignature)
        {
            rows = hasSignature ? rows.Where(r => r.SignatureId != null) : rows.Where(r => r.SignatureId == null);
        }

        return rows;
    }
}
