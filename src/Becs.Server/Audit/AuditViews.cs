namespace Becs.Server.Audit;

/// <summary>One row of the trail.</summary>
/// <param name="SignedAt">When it was signed; null when it was not.</param>
/// <param name="Signature">Printed name, meaning and reason when it was signed.</param>
public sealed record AuditRow(
    Guid Id, DateTime At, string Who, string Workstation, string What, string Subject, string? SubjectUrl, string? Old, string? New,
    string? Reason, string? Signature, Guid? InstanceId, string? PackageHash, string Site = "", DateTime? SignedAt = null);

/// <summary>A page of the trail.</summary>
/// <param name="Items">Rows, latest first.</param>
/// <param name="Before">To ask for the next page with; null when this is the last.</param>
/// <param name="Count">How many rows the search finds, counted up to <see cref="MostCounted"/> and one more.</param>
/// <param name="Query">The search as the export takes it, ids in place of what was typed.</param>
public sealed record AuditCut(IReadOnlyList<AuditRow> Items, Guid? Before, int Count, string Query)
{
    public const int MostCounted = 10_000;
}

/// <summary>Seam between the audit page and the trail.</summary>
public interface IAuditPages
{
    Task<AuditCut> ListAsync(AuditSearch search, Guid? before, CancellationToken cancellationToken = default);

    /// <summary>Where the part after this one begins; null when it is the last.</summary>
    Task<Guid?> NextPartAsync(AuditSearch search, string format, Guid? after, CancellationToken cancellationToken = default);
}
