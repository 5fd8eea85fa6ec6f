using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.ChangeControl;

public sealed record AcceptPackageRequest(SignatureRequest Signature, DateTimeOffset? EffectiveFrom = null, Guid? OperationId = null);

public sealed class AcceptPackageRequestValidator : AbstractValidator<AcceptPackageRequest>
{
    public AcceptPackageRequestValidator() => RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
}

internal static class WorkflowEndpoints
{
    public static void MapWorkflows(this IEndpointRouteBuilder api)
    {
        var workflows = api.MapGroup("/workflows").WithTags("workflows");
        workflows.MapGet("/", ListAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("The workflows, each with the version that starts new instances now.").Produces<PageOf<PackageView>>();
        workflows.MapGet("/{definitionId}/versions", VersionsAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("Every version of a workflow.").Produces<PageOf<PackageView>>();
        workflows.MapGet("/{definitionId}/standing", StandingAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("Where a version stands in change control; without a version the caller's draft, with what would keep it from being taken, by step.")
            .Produces<WorkflowStanding>().ProducesProblem(404);
        var packages = api.MapGroup("/packages").WithTags("workflows");
        packages.MapGet("/", async ([AsParameters] Paging paging, IPackageRecords records, CancellationToken ct) =>
                Results.Ok(paging.Cut((await records.ListAsync(cancellationToken: ct)).Select(PackageView.Of).ToList())))
            .RequirePermission(Permissions.WorkflowsRead).WithSummary("All packages: workflows and rule packs.").Produces<PageOf<PackageView>>();
        packages.MapPost("/{packageHash}/accept", AcceptAsync).Validate<AcceptPackageRequest>().RequirePermission(Permissions.QualityAccept)
            .WithSummary("QA accepts a package for use, signing its hash.").Produces<PackageView>().ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, IPackageRecords records, TimeProvider clock, CancellationToken ct)
    {
        var nowAt = clock.UtcNow();
        return Results.Ok(paging.Cut((await records.ListAsync(PackageRecord.Workflow, ct)).GroupBy(p => p.DefinitionId)
            .Select(versions => PackageView.Of(versions
                .OrderByDescending(v => v.State.IsApproved() && v.EffectiveFromAt <= nowAt)
                .ThenBy(v => v.State.IsCandidate()).ThenByDescending(v => v.DefinitionVersion).First())).ToList()));
    }

    private static async Task<IResult> VersionsAsync(
        string definitionId, [AsParameters] Paging paging, IPackageRecords records, CancellationToken ct)
    {
        var versions = (await records.ListAsync(PackageRecord.Workflow, ct)).Where(p => p.DefinitionId == definitionId).ToList();
        return versions.Count == 0
            ? throw new NotFoundException("WFL-405", $"There is no workflow {definitionId}.")
            : Results.Ok(paging.Cut(versions.Select(PackageView.Of).ToList()));
    }

    private static async Task<IResult> StandingAsync(
        string definitionId, int? version, WorkflowStandings standings, OperationContexts contexts, HttpContext http, CancellationToken ct)
    {
        var (context, _, _, _) = await contexts.MakeAsync(http.Operation("workflow.standing") with { Permission = Permissions.WorkflowsRead }, ct);
        return Results.Ok(version is { } number
            ? await standings.OfVersionAsync(http.RequestServices, context, definitionId, number, ct)
            : await standings.OfDraftAsync(http.RequestServices, context, definitionId, ct));
    }

    private static async Task<IResult> AcceptAsync(
        string packageHash, AcceptPackageRequest request, OperationRunner runner, ChangeAnalysis analysis, EventSubscriptions subscriptions, HttpContext http,
        CancellationToken ct)
    {
        var operation = http.Operation("package.accept", request.OperationId, signature: request.Signature,
            body: new { packageHash, request.EffectiveFrom });
        var answer = await PackageDesk.AcceptAsync(runner, operation, packageHash, request.EffectiveFrom?.UtcDateTime, ct, analysis);
        await subscriptions.RefreshAsync(ct);
        return answer.ToResult();
    }
}
