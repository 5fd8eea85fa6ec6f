using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;

namespace Becs.Server.ChangeControl;

/// <summary>Changes of workflows. Who may take which step is decided by the request itself; the permission at the door is the least it takes.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        var changes = api.MapGroup("/changes").WithTags("changes");
        changes.MapGet("/", ListAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("Changes of workflows, newest first; state and definitionId narrow it.").Produces<PageOf<ChangeRow>>();
        changes.MapGet("/proposal", ProposeAsync).RequirePermission(Permissions.WorkflowsEdit)
            .WithSummary("What the caller's draft, or a former version, would be submitted as, with the hash to sign; its problems by JSON path.")
            .Produces<ChangeProposal>().ProducesProblem(404).ProducesProblem(422);
        changes.MapGet("/{id:guid}", FindAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("A change with its history, signatures and comments, and the hash to sign.").Produces<ChangeView>().ProducesProblem(404);
        changes.MapGet("/{id:guid}/evidence/{contentHash}", EvidenceAsync).RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("What was worked out at a submission, byte for byte: its SHA-256 is the hash asked for.")
            .Produces<object>().ProducesProblem(404);
        changes.MapPost("/", SubmitAsync).Validate<SubmitChangeRequest>().RequirePermission(Permissions.WorkflowsEdit)
            .WithSummary("The author submits a draft, an emergency change or a roll-back, signing its hash.")
            .Produces<ChangeAnswer>(StatusCodes.Status201Created).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        Step<SubmitAgainRequest>(changes, "/submit", Permissions.WorkflowsEdit, "Submits a rejected change again, from the author's draft.",
            (desk, operation, id, r, ct) => desk.SubmitAgainAsync(operation, id, r, ct), r => (r.OperationId, r.Signature));
        Step<ReviewChangeRequest>(changes, "/review", Permissions.WorkflowsValidate, "The reviewer accepts it, or gives it back with a comment.",
            (desk, operation, id, r, ct) => desk.ReviewAsync(operation, id, r, ct), r => (r.OperationId, r.Signature));
        Step<CommentedStepRequest>(changes, "/verify", Permissions.WorkflowsRead, "The second person of an emergency change signs.",
            (desk, operation, id, r, ct) => desk.VerifyAsync(operation, id, r, ct), r => (r.OperationId, r.Signature));
        Step<ApproveChangeRequest>(changes, "/approve", Permissions.WorkflowsApprove, "Approves it: from its time it starts new instances.",
            (desk, operation, id, r, ct) => desk.ApproveAsync(operation, id, r, ct), r => (r.OperationId, r.Signature));
        Step<CommentedStepRequest>(changes, "/refuse", Permissions.WorkflowsApprove, "The approver gives it back with a comment.",
            (desk, operation, id, r, ct) => desk.RefuseAsync(operation, id, r, ct), r => (r.OperationId, r.Signature));
        Step<ReviewChangeRequest>(changes, "/review-afterwards", Permissions.WorkflowsValidate, "The review after an emergency change.",
            (desk, operation, id, r, ct) => desk.ReviewAfterwardsAsync(operation, id, r, ct), r => (r.OperationId, r.Signature));
        Step<JustifyGapsRequest>(changes, "/justify", Permissions.WorkflowsRead, "Signs why gaps in the evidence do not matter.",
            (desk, operation, id, r, ct) => desk.JustifyAsync(operation, id, r, ct), r => (r.OperationId, r.Signature));
        Step<WithdrawChangeRequest>(changes, "/withdraw", Permissions.WorkflowsEdit, "Its author gives it up.",
            (desk, operation, id, r, ct) => desk.WithdrawAsync(operation, id, r, ct), r => (r.OperationId, null));
        changes.MapPost("/{id:guid}/comments", CommentAsync).Validate<CommentChangeRequest>().RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("Says something about a change, perhaps about one step. Who writes, reviews or approves workflows may.")
            .Produces<CommentAnswer>(StatusCodes.Status201Created).ProducesProblem(403).ProducesProblem(404);
    }

    private static void Step<T>(
        RouteGroupBuilder changes, string path, string permission, string summary,
        Func<ChangeDesk, OperationRequest, ChangeId, T, CancellationToken, Task<OperationAnswer<ChangeAnswer>>> act,
        Func<T, (Guid? OperationId, SignatureRequest? Signature)> of)
        where T : class =>
        changes.MapPost("/{id:guid}" + path, async (Guid id, T request, ChangeDesk desk, HttpContext http, CancellationToken ct) =>
            {
                var (operationId, signature) = of(request);
                var operation = http.Operation("change." + path[1..], operationId, signature: signature);
                return (await act(desk, operation, new ChangeId(id), request, ct)).ToResult();
            })
            .Validate<T>().RequirePermission(permission).WithSummary(summary)
            .Produces<ChangeAnswer>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? state, string? definitionId, IChangeReads reads, CancellationToken ct)
    {
        var found = await reads.PageAsync(EnumText.Read<ChangeState>(state, "state"), definitionId, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of([.. found.Items.Select(ChangeRow.Of)], found.TotalCount));
    }

    private static async Task<IResult> FindAsync(Guid id, IChangeReads reads, IChanges changes, CancellationToken ct) =>
        await reads.FindAsync(new ChangeId(id), ct) is { } change
            ? Results.Ok(ChangeView.Of(change, await changes.CommentsAsync(change.Id, ct), await changes.EvidenceAsync(change.Id, ct), await changes.JustificationsAsync(change.Id, ct)))
            : throw new NotFoundException("CHG-404", $"There is no change {id:D}.");

    private static async Task<IResult> EvidenceAsync(Guid id, string contentHash, IChanges changes, CancellationToken ct) =>
        (await changes.EvidenceAsync(new ChangeId(id), ct)).FirstOrDefault(e => e.ContentHash == contentHash) is { } evidence
            ? Results.Bytes(System.Text.Encoding.UTF8.GetBytes(evidence.Content), "application/json")
            : throw new NotFoundException("CHG-406", $"The change {id:D} has no evidence {contentHash}.");

    private static async Task<IResult> ProposeAsync(
        string definitionId, string? rollBackTo, ChangeDesk desk, OperationContexts contexts, HttpContext http, CancellationToken ct)
    {
        var (context, _, _, _) = await contexts.MakeAsync(http.Operation("change.propose") with { Permission = Permissions.WorkflowsEdit }, ct);
        return Results.Ok(await desk.ProposeAsync(http.RequestServices, context, definitionId, rollBackTo, ct));
    }

    private static async Task<IResult> SubmitAsync(SubmitChangeRequest request, ChangeDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.SubmitAsync(http.Operation("change.submit", request.OperationId, signature: request.Signature), request, ct))
            .ToResult(answer => Results.Created($"/api/changes/{answer.Id:D}", answer));

    private static async Task<IResult> CommentAsync(Guid id, CommentChangeRequest request, ChangeDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.CommentAsync(http.Operation("change.comment", request.OperationId), new ChangeId(id), request, ct))
            .ToResult(answer => Results.Created($"/api/changes/{id:D}", answer));
}
