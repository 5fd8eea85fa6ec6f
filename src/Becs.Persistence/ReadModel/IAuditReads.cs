using Becs.Domain.Shared;
using Becs.Persistence.Audit;

namespace Becs.Persistence.ReadModel;

/// <summary>The audit trail as pages show it.</summary>
public interface IAuditReads
{
    /// <summary>Rows, latest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="before">Only rows older than this id; null for the first page.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<AuditRow>> PageAsync(
        AuditFilter filter, Guid? before = null, int limit = 50, CancellationToken cancellationToken = default);
}

/// <param name="Subject">Only of this record.</param>
/// <param name="UserName">Only by this person.</param>
/// <param name="FromAt">Not before (UTC).</param>
/// <param name="UptoAt">Before (UTC).</param>
/// <param name="SiteIds">Only of these sites; null for all.</param>
public sealed record AuditFilter(
    SubjectRef? Subject = null,
    string? UserName = null,
    DateTime? FromAt = null,
    DateTime? UptoAt = null,
    IReadOnlyCollection<Guid>? SiteIds = null);
