using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Audit;

namespace Becs.Persistence.ReadModel;

/// <summary>The audit trail as pages and exports read it. Every page is found by the last row of the one before, never by counting.</summary>
public interface IAuditReads
{
    /// <summary>Rows, latest first.</summary>
    /// <param name="filter">What to show.</param>
    /// <param name="before">Only rows older than this row; null for the first page.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<AuditRow>> PageAsync(
        AuditFilter filter, Guid? before = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>Rows, oldest first, in one statement: all of one moment. Keep no more of them than needed.</summary>
    /// <param name="filter">What to read.</param>
    /// <param name="after">Only rows younger than this row; null from the first.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<AuditRow> StreamAsync(AuditFilter filter, Guid? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>The last of so many rows, oldest first; null when there are not more than that. Where a next part begins.</summary>
    Task<Guid?> LastOfPartAsync(AuditFilter filter, Guid? after, int rows, CancellationToken cancellationToken = default);

    /// <summary>How many rows there are, counted no further than the limit.</summary>
    Task<int> CountAsync(AuditFilter filter, int most, CancellationToken cancellationToken = default);

    /// <summary>The signatures of these ids, by id.</summary>
    Task<IReadOnlyDictionary<Guid, Signature>> SignaturesAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);
}

/// <param name="Subject">Only of this record.</param>
/// <param name="UserName">Only by this person.</param>
/// <param name="FromAt">Not before (UTC).</param>
/// <param name="UptoAt">Before (UTC).</param>
/// <param name="SiteIds">Only of these sites; null for all.</param>
/// <param name="RecordIds">Only of records with these ids, whatever their kind, and of what was done in cases with these ids; null for all.</param>
/// <param name="What">Only what happened so: <c>unit.released</c>, or the action of a commit, such as <c>task.complete</c>.</param>
/// <param name="Workstation">Only from this workstation.</param>
/// <param name="HasReason">Only with a reason, or only without.</param>
/// <param name="HasSignature">Only signed, or only not signed.</param>
public sealed record AuditFilter(
    SubjectRef? Subject = null,
    string? UserName = null,
    DateTime? FromAt = null,
    DateTime? UptoAt = null,
    IReadOnlyCollection<Guid>? SiteIds = null,
    IReadOnlyCollection<Guid>? RecordIds = null,
    string? What = null,
    string? Workstation = null,
    bool? HasReason = null,
    bool? HasSignature = null);
