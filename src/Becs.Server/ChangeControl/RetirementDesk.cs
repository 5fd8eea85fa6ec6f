using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using Becs.Workflows.Definitions.Packages;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <summary>What would be retired, with the hash to sign and the cases that go on.</summary>
/// <param name="Versions">The versions that go.</param>
/// <param name="SignedHash">The hash to sign.</param>
/// <param name="Running">How many cases run on each of them, by version; they go on.</param>
public sealed record RetirementView(string DefinitionId, IReadOnlyList<int> Versions, string SignedHash, IReadOnlyDictionary<int, int> Running);

/// <param name="Signature">Meaning <c>retired</c>, on the hash of what goes; its reason says why.</param>
/// <param name="PackageHash">The version to retire; the workflow as a whole when absent.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record RetireRequest(SignatureRequest Signature, string? PackageHash = null, Guid? OperationId = null);

public sealed class RetireRequestValidator : AbstractValidator<RetireRequest>
{
    public RetireRequestValidator()
    {
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
        RuleFor(r => r.PackageHash).MaximumLength(64);
    }
}

/// <summary>Takes versions, or a workflow, out of use: nothing starts from them any more, and what runs goes on.</summary>
internal sealed class RetirementDesk(OperationRunner runner, TimedStarts timed, EventSubscriptions subscriptions)
{
    public async Task<RetirementView> LookAsync(IServiceProvider scope, string definitionId, string? packageHash, DateTime nowAt, CancellationToken ct) =>
        await ViewAsync(scope, await MakeAsync(scope, definitionId, packageHash, nowAt, ct), ct);

    public async Task<OperationAnswer<RetirementView>> RetireAsync(
        OperationRequest operation, string definitionId, RetireRequest request, CancellationToken ct)
    {
        var asked = operation with
        {
            Permission = Permissions.WorkflowsApprove,
            SignedSubject = $"workflow:{definitionId}",
            Body = new { definitionId, request.PackageHash },
        };
        var answer = await runner.RunAsync(asked, async (scope, token) =>
        {
            await scope.GetRequiredService<IChanges>().TakeApprovalTurnAsync(definitionId, token);
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var retirement = await MakeAsync(scope, definitionId, request.PackageHash, context.NowAt, token);
            var view = await ViewAsync(scope, retirement, token);
            var states = retirement.Packages.Select(p => (Package: p, Former: p.State)).ToList();
            retirement.Carry(context, scope.GetRequiredService<IEventSink>());
            foreach (var (package, former) in states)
            {
                scope.GetRequiredService<IAuditTrail>().Record(package.Subject, "package.retired", former.ToString(), $"{PackageState.Retired} {package.PackageHash}");
            }

            if (request.PackageHash is not null)
            {
                // If it was to take effect later, the one in effect goes on for good, and so do its starts by time.
                await timed.StageAgainAsync(scope, retirement.Packages[0], context.NowAt, token);
            }

            return view;
        }, ct);
        await subscriptions.RefreshAsync(ct);
        return answer;
    }

    private static async Task<Retirement> MakeAsync(
        IServiceProvider scope, string definitionId, string? packageHash, DateTime nowAt, CancellationToken ct)
    {
        var all = await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, ct);
        var own = all.Where(p => p.DefinitionId == definitionId).ToList();
        if (own.Count == 0)
        {
            throw new NotFoundException("WFL-405", $"There is no workflow {definitionId}.");
        }

        var going = own.Where(p => p.State.IsApproved() && (packageHash is null || p.PackageHash == packageHash)).Select(p => p.PackageHash).ToHashSet(StringComparer.Ordinal);
        var used = all.Where(p => p.State.IsApproved() && p.DefinitionId != definitionId).GroupBy(p => p.DefinitionId)
            .SelectMany(versions => versions.Where(v => v.EffectiveFromAt > nowAt)
                .Append(versions.Where(v => v.EffectiveFromAt <= nowAt).MaxBy(v => v.DefinitionVersion)).OfType<PackageRecord>())
            .Where(p => WorkflowPackage.Open(p.Bytes, p.PackageHash).Children.Values.Any(going.Contains)).Select(p => p.DefinitionId).Distinct().ToList();
        return Retirement.Of(own, packageHash, used, nowAt);
    }

    private static async Task<RetirementView> ViewAsync(IServiceProvider scope, Retirement retirement, CancellationToken ct)
    {
        var definition = retirement.Packages[0].DefinitionId;
        var counts = (await scope.GetRequiredService<IInFlight>().CountAsync(definition, ct)).Where(c => c.StepId is null).ToDictionary(c => c.PackageHash, c => c.Instances);
        return new RetirementView(
            definition, [.. retirement.Packages.Select(p => p.DefinitionVersion)], retirement.SignedHash,
            retirement.Packages.ToDictionary(p => p.DefinitionVersion, p => counts.GetValueOrDefault(p.PackageHash)));
    }
}

internal static class RetirementEndpoints
{
    public static void MapRetirement(this IEndpointRouteBuilder api)
    {
        var workflows = api.MapGroup("/workflows/{definitionId}").WithTags("workflows");
        workflows.MapGet("/retirement", async (
                string definitionId, string? packageHash, RetirementDesk desk, TimeProvider clock, HttpContext http, CancellationToken ct) =>
                Results.Ok(await desk.LookAsync(http.RequestServices, definitionId, packageHash, clock.UtcNow(), ct)))
            .RequirePermission(Permissions.WorkflowsApprove)
            .WithSummary("What would be retired, one version or the workflow, with the hash to sign and the cases that go on.")
            .Produces<RetirementView>().ProducesProblem(404).ProducesProblem(409);
        workflows.MapPost("/retire", async (string definitionId, RetireRequest request, RetirementDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.RetireAsync(http.Operation("package.retire", request.OperationId, signature: request.Signature), definitionId, request, ct)).ToResult())
            .Validate<RetireRequest>().RequirePermission(Permissions.WorkflowsApprove)
            .WithSummary("Takes a version, or the workflow, out of use, signed: nothing starts from it any more, and what runs goes on.")
            .Produces<RetirementView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
