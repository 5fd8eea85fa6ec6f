using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <param name="Signature">On the hash reading the release returned: meaning <c>accepted-for-use</c>, or <c>retired</c> to take it back.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record SignPlatformRequest(SignatureRequest Signature, Guid? OperationId = null);

public sealed class SignPlatformRequestValidator : AbstractValidator<SignPlatformRequest>
{
    public SignPlatformRequestValidator() => RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
}

/// <param name="Gaps">One case that would be released, or undecided facts.</param>
/// <param name="Text">Why they do not matter.</param>
/// <param name="Signature">Meaning <c>justified</c>, on the hash reading the release returned.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record JustifyPlatformRequest(IReadOnlyList<GapView> Gaps, string Text, SignatureRequest Signature, Guid? OperationId = null)
{
    internal object WithoutSignature() => new { Gaps, Text };
}

public sealed class JustifyPlatformRequestValidator : AbstractValidator<JustifyPlatformRequest>
{
    public JustifyPlatformRequestValidator()
    {
        RuleFor(r => r.Gaps.Count).InclusiveBetween(1, ChangeJustification.Most).OverridePropertyName("Gaps");
        RuleForEach(r => r.Gaps).ChildRules(g => g.RuleFor(x => x.Key).NotEmpty().MaximumLength(300));
        RuleFor(r => r.Text).NotEmpty().MaximumLength(ChangeComment.Longest);
        RuleFor(r => r.Signature).SetValidator(new SignatureRequestValidator());
    }
}

/// <summary>The builds this installation knows, and their acceptance. Served by a node that waits for it, too.</summary>
internal static class PlatformEndpoints
{
    public static void MapPlatform(this IEndpointRouteBuilder api)
    {
        var releases = api.MapGroup("/platform-releases").WithTags("platform").ServesWhileWaiting();
        releases.MapGet("/", async ([AsParameters] Paging paging, PlatformViews views, CancellationToken ct) =>
                Results.Ok(paging.Cut((await views.ListAsync(ct)).ToList())))
            .RequirePermission(Permissions.WorkflowsRead).WithSummary("The builds this installation has seen, newest first.").Produces<PageOf<PlatformReleaseView>>();
        releases.MapGet("/{releaseHash}", async (string releaseHash, PlatformViews views, CancellationToken ct) => Results.Ok(await views.FindAsync(releaseHash, ct)))
            .RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("One of them: what it consists of, what is otherwise than in the one accepted before, what recorded cases show, and the hash to sign.")
            .Produces<PlatformReleaseDetails>().ProducesProblem(404);
        releases.MapGet("/{releaseHash}/cases", CasesAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("The recorded cases of a workflow that would go another way, newest first; class narrows it.")
            .Produces<PageOf<ReplayCaseView>>().ProducesProblem(404);
        releases.MapPost("/{releaseHash}/justifications", JustifyAsync).Validate<JustifyPlatformRequest>().RequirePermission(Permissions.WorkflowsValidate)
            .WithSummary("Signs why recorded cases that would end otherwise do not matter.")
            .Produces<PlatformReleaseView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        releases.MapPost("/{releaseHash}/accept", AcceptAsync).Validate<SignPlatformRequest>().RequirePermission(Permissions.QualityAccept)
            .WithSummary("QA accepts a build: its nodes serve.")
            .Produces<PlatformReleaseView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        releases.MapPost("/{releaseHash}/withdraw", WithdrawAsync).Validate<SignPlatformRequest>().RequirePermission(Permissions.QualityAccept)
            .WithSummary("QA takes the acceptance of a build back: its nodes stop serving. Never of the last one accepted.")
            .Produces<PlatformReleaseView>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<IResult> CasesAsync(
        string releaseHash, [AsParameters] Paging paging, string workflow, string? @class, PlatformViews views, CancellationToken ct)
    {
        var (cases, total) = await views.CasesAsync(releaseHash, workflow, EnumText.Read<ReplayClass>(@class, "class"), paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(cases, total));
    }

    private static async Task<IResult> JustifyAsync(
        string releaseHash, JustifyPlatformRequest request, PlatformDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.JustifyAsync(http.Operation("platform.justify", request.OperationId, signature: request.Signature), releaseHash, request, ct)).ToResult();

    private static async Task<IResult> AcceptAsync(
        string releaseHash, SignPlatformRequest request, PlatformDesk desk, PlatformWatch watch, HttpContext http, CancellationToken ct)
    {
        var answer = await desk.AcceptAsync(http.Operation("platform.accept", request.OperationId, signature: request.Signature), releaseHash, ct);
        await watch.LookAsync(CancellationToken.None);
        return answer.ToResult();
    }

    private static async Task<IResult> WithdrawAsync(
        string releaseHash, SignPlatformRequest request, PlatformDesk desk, PlatformWatch watch, HttpContext http, CancellationToken ct)
    {
        var answer = await desk.WithdrawAsync(http.Operation("platform.withdraw", request.OperationId, signature: request.Signature), releaseHash, ct);
        await watch.LookAsync(CancellationToken.None);
        return answer.ToResult();
    }
}
