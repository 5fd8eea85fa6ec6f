using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Becs.Server.Audit;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("audit");
        audit.MapGet("/", ListAsync).RequirePermission(Permissions.AuditRead)
            .WithSummary("The audit trail, latest first; 'before' is the id of the last row of the page before.")
            .Produces<AuditPage>();
        audit.MapGet("/export", ExportAsync).RequirePermission(Permissions.AuditRead)
            .WithSummary("What a search finds as a file, oldest first: csv, json (lines), pdf, or archive (all three, signed). 'after' asks for a next part.")
            .Produces<byte[]>(StatusCodes.Status200OK, "text/csv", "application/jsonl", "application/pdf", "application/zip");
        audit.MapGet("/export/schema", () => Results.Bytes(AuditExportSchema.Bytes, "application/schema+json")).RequirePermission(Permissions.AuditRead)
            .WithSummary("JSON Schema of a line of the export in JSON lines.");
    }

    private static async Task<IResult> ListAsync(
        IAuditReads reads, AuditSearches searches, HttpContext http, [AsParameters] AuditQuery query, Guid? before, [AsParameters] Paging paging,
        CancellationToken ct)
    {
        var rows = await reads.PageAsync((await query.ResolveAsync(searches, (await http.CallerAsync())!, ct)).Filter, before, paging.Size, ct);
        return Results.Ok(new AuditPage(rows, rows.Count == paging.Size ? rows[^1].Id : null));
    }

    private static async Task<IResult> ExportAsync(
        AuditExporter exporter, AuditSearches searches, HttpContext http, [AsParameters] AuditQuery query, string? format, Guid? after, CancellationToken ct)
    {
        var caller = (await http.CallerAsync())!;
        if (caller.Site is null)
        {
            throw new ForbiddenException("ACC-403", "This account is granted no site.");
        }

        var search = await query.ResolveAsync(searches, caller, ct);
        var file = await exporter.MakeAsync(http.Operation(AuditExporter.Action), caller, search, format ?? "csv", after, ct);
        return Results.Stream(file.Content, file.ContentType, file.Name);
    }

    /// <param name="Items">Rows, latest first.</param>
    /// <param name="Before">To ask for the next page with; null at the end.</param>
    private sealed record AuditPage(IReadOnlyList<Persistence.Audit.AuditRow> Items, Guid? Before);
}

/// <summary>What of the trail a call asks for.</summary>
internal sealed class AuditQuery
{
    private const int MostRecords = 200;

    [FromQuery(Name = "subjectKind")]
    public string? SubjectKind { get; init; }

    [FromQuery(Name = "subjectId")]
    public Guid? SubjectId { get; init; }

    /// <summary>Number or scan of a record: donation, donor, patient, order, lot, change, account, package.</summary>
    [FromQuery(Name = "record")]
    public string? Record { get; init; }

    [FromQuery(Name = "recordId")]
    public Guid[]? RecordIds { get; init; }

    [FromQuery(Name = "userName")]
    public string? UserName { get; init; }

    [FromQuery(Name = "what")]
    public string? What { get; init; }

    [FromQuery(Name = "workstation")]
    public string? Workstation { get; init; }

    /// <summary>Code of one site.</summary>
    [FromQuery(Name = "site")]
    public string? Site { get; init; }

    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "upto")]
    public DateTimeOffset? Upto { get; init; }

    [FromQuery(Name = "reason")]
    public bool? HasReason { get; init; }

    [FromQuery(Name = "signature")]
    public bool? HasSignature { get; init; }

    public async Task<ResolvedAuditSearch> ResolveAsync(AuditSearches searches, Caller caller, CancellationToken cancellationToken)
    {
        if (SubjectKind is null != SubjectId is null)
        {
            throw new InputException("INP-406", "subjectId", "subjectKind and subjectId are given together.");
        }

        if (RecordIds is { Length: > MostRecords })
        {
            throw new InputException("AUD-404", "recordId", $"recordId: at most {MostRecords}.");
        }

        var found = await searches.ResolveAsync(
            new AuditSearch(
                Record ?? "", RecordIds, UserName ?? "", What ?? "", Workstation ?? "", Site ?? "", From?.UtcDateTime, Upto?.UtcDateTime, HasReason, HasSignature),
            caller.Sites, cancellationToken);
        return SubjectKind is { } kind ? found with { Filter = found.Filter with { Subject = new SubjectRef(kind, SubjectId!.Value) } } : found;
    }
}
