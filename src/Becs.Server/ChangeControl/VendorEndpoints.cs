using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using FluentValidation;

namespace Becs.Server.ChangeControl;

public sealed record DeclineVendorVersionRequest(string Reason, Guid? OperationId = null);

public sealed class DeclineVendorVersionRequestValidator : AbstractValidator<DeclineVendorVersionRequest>
{
    public DeclineVendorVersionRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(ChangeComment.Longest);
}

internal static class VendorEndpoints
{
    public static void MapVendorVersions(this IEndpointRouteBuilder api)
    {
        var offers = api.MapGroup("/vendor-versions").WithTags("changes");
        offers.MapGet("/", ListAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("Versions of shipped workflows that came with later builds: none of them starts anything.").Produces<PageOf<VendorVersionView>>();
        offers.MapGet("/{id:guid}", FindAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("One of them, against the site's newest version and what both come from.").Produces<VendorComparisonView>().ProducesProblem(404);
        offers.MapPost("/{id:guid}/draft", BeginAsync).RequirePermission(Permissions.WorkflowsEdit)
            .WithSummary("Begins the caller's own draft of it.").Produces<Guid>().ProducesProblem(404).ProducesProblem(409);
        offers.MapPost("/{id:guid}/decline", DeclineAsync).Validate<DeclineVendorVersionRequest>().RequirePermission(Permissions.WorkflowsEdit)
            .WithSummary("Goes on without it, with a reason.").Produces<Guid>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, IVendorVersions vendors, CancellationToken ct)
    {
        var changes = await vendors.ChangesAsync(ct);
        return Results.Ok(paging.Cut((await vendors.ListAsync(ct)).Select(v => VendorVersionView.Of(v, changes.GetValueOrDefault(v.Id, []))).ToList()));
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext http, IVendorVersions vendors, CancellationToken ct)
    {
        var vendor = await VendorDesk.FindAsync(http.RequestServices, id, ct);
        var found = await VendorDesk.CompareAsync(http.RequestServices, vendor, ct);
        return Results.Ok(new VendorComparisonView(
            VendorVersionView.Of(vendor, (await vendors.ChangesAsync(ct)).GetValueOrDefault(id, [])), found.Site.DefinitionVersion, found.AncestorNumber,
            [.. found.Difference.Vendor.Select(c => c.ToString())], [.. found.Difference.Site.Select(c => c.ToString())],
            [.. found.Difference.Both.Select(b => new TouchedView(
                b.IsSame, [.. b.Vendor.Select(c => c.ToString())], [.. b.Site.Select(c => c.ToString())]))]));
    }

    private static async Task<IResult> BeginAsync(Guid id, VendorDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.BeginAsync(http.Operation("vendor-version.begin", body: new { id }), id, ct)).ToResult();

    private static async Task<IResult> DeclineAsync(
        Guid id, DeclineVendorVersionRequest request, VendorDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.DeclineAsync(http.Operation("vendor-version.decline", request.OperationId, body: new { id, request.Reason }), id, request.Reason, ct)).ToResult();
}

/// <param name="State"><c>offered</c>, <c>in-change</c>, <c>taken</c> or <c>declined</c>.</param>
/// <param name="Changes">The changes made from it.</param>
public sealed record VendorVersionView(
    Guid Id, string DefinitionId, int Number, string Name, string PackageHash, string BehaviourHash, string? AncestorHash, DateTime LoadedAt,
    string State, string? DeclinedBy, string? DeclineReason, IReadOnlyList<ChangeRow> Changes)
{
    public static VendorVersionView Of(VendorVersion v, IReadOnlyList<ChangeRequest> changes) => new(
        v.Id, v.DefinitionId, v.Number, v.Name, v.PackageHash, v.BehaviourHash, v.AncestorHash, v.LoadedAt,
        changes.Any(c => c.State == ChangeState.Approved) ? "taken"
            : changes.Any(c => c.IsOpen) ? "in-change"
            : v.DeclinedAt is not null ? "declined" : "offered",
        v.DeclinedByName, v.DeclineReason, [.. changes.Select(ChangeRow.Of)]);
}

public sealed record TouchedView(bool IsSame, IReadOnlyList<string> Vendor, IReadOnlyList<string> Site);

/// <param name="Offer">The vendor's version.</param>
/// <param name="SiteVersion">The site's newest approved version.</param>
/// <param name="AncestorNumber">The vendor's number of what both come from; null when there is none.</param>
/// <param name="Vendor">What the vendor changed since.</param>
/// <param name="Site">What the site changed since.</param>
/// <param name="Both">Parts both touched.</param>
public sealed record VendorComparisonView(
    VendorVersionView Offer, int SiteVersion, int? AncestorNumber, IReadOnlyList<string> Vendor, IReadOnlyList<string> Site, IReadOnlyList<TouchedView> Both);
