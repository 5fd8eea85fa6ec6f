using Becs.Server.Hosting;

namespace Becs.Server.Audit;

/// <summary>Which part of the trail.</summary>
public sealed record AuditFilter(string Subject = "", string User = "", string What = "", DateOnly? From = null, DateOnly? To = null, int Page = 1, int PageSize = 50);

/// <summary>One row of the trail.</summary>
/// <param name="Signature">Printed name, meaning and reason when it was signed.</param>
public sealed record AuditRow(
    Guid Id, DateTime At, string Who, string Workstation, string What, string Subject, string? SubjectUrl, string? Old, string? New,
    string? Reason, string? Signature, Guid? InstanceId, string? PackageHash);

/// <summary>Seam between the audit page and the trail.</summary>
public interface IAuditPages
{
    Task<PageOf<AuditRow>> ListAsync(AuditFilter filter, CancellationToken cancellationToken = default);
}
