using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;

namespace Becs.Server.Audit;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync).RequirePermission(Permissions.AuditRead).WithTags("audit")
            .WithSummary("The audit trail, latest first; 'before' is the id of the last row of the page before.")
            .Produces<AuditPage>();
    }

    private static async Task<IResult> ListAsync(
        IAuditReads reads, HttpContext http, string? subjectKind, Guid? subjectId, string? userName, DateTimeOffset? from, DateTimeOffset? upto,
        Guid? before, [AsParameters] Paging paging, CancellationToken ct)
    {
        if (subjectKind is null != subjectId is null)
        {
            throw new InputException("INP-406", "subjectId", "subjectKind and subjectId are given together.");
        }

        var caller = (await http.CallerAsync())!;
        var rows = await reads.PageAsync(
            new Persistence.ReadModel.AuditFilter(
                subjectKind is null ? null : new SubjectRef(subjectKind, subjectId!.Value), userName, from?.UtcDateTime, upto?.UtcDateTime,
                [.. caller.Sites.Select(s => s.Id.Value), Guid.Empty]),
            before, paging.Size, ct);
        return Results.Ok(new AuditPage(rows, rows.Count == paging.Size ? rows[^1].Id : null));
    }

    /// <param name="Items">Rows, latest first.</param>
    /// <param name="Before">To ask for the next page with; null at the end.</param>
    private sealed record AuditPage(IReadOnlyList<Persistence.Audit.AuditRow> Items, Guid? Before);
}
