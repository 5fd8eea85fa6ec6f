using Becs.Domain.Shared;
using Becs.Domain.Signatures;
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

    /// <summary>One part of the rows, latest first, and how many there are.</summary>
    Task<Rows<AuditRow>> CutAsync(AuditFilter filter, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>The signatures of these ids, by id.</summary>
    Task<IReadOnlyDictionary<Guid, Signature>> SignaturesAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);
}

/// <param name="Subject">Only of this record.</param>
/// <param name="UserName">Only by this person.</param>
/// <param name="FromAt">Not before (UTC).</param>
/// <param name="UptoAt">Before (UTC).</param>
/// <param name="SiteIds">Only of these sites; null for all.</param>
/// <param name="SubjectIds">Only of records with these ids, whatever their kind; null for all.</param>
/// <param name="What">Only rows whose action, or what happened, contains this.</param>
public sealed record AuditFilter(
    SubjectRef? Subject = null,
    string? UserName = null,
    DateTime? FromAt = null,
    DateTime? UptoAt = null,
    IReadOnlyCollection<Guid>? SiteIds = null,
    IReadOnlyCollection<Guid>? SubjectIds = null,
    string? What = null);
