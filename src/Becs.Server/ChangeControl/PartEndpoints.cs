using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <param name="Content">JSON text.</param>
/// <param name="SeenHash">The content hash the caller saw under this key; null when there was none.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record SavePartRequest(string Content, string? SeenHash = null, Guid? OperationId = null);

/// <param name="SeenHash">The content hash the caller saw under this key; null when it was taken out.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record RestorePartRequest(string? SeenHash = null, Guid? OperationId = null);

public sealed class SavePartRequestValidator : AbstractValidator<SavePartRequest>
{
    public SavePartRequestValidator()
    {
        RuleFor(r => r.Content).NotEmpty();
        RuleFor(r => r.SeenHash).Matches("^[0-9a-f]{64}$").When(r => r.SeenHash is { Length: > 0 });
    }
}

public sealed class RestorePartRequestValidator : AbstractValidator<RestorePartRequest>
{
    public RestorePartRequestValidator() => RuleFor(r => r.SeenHash).Matches("^[0-9a-f]{64}$").When(r => r.SeenHash is { Length: > 0 });
}

/// <summary>The forms and tables of a draft.</summary>
internal static class PartEndpoints
{
    public static void MapDraftParts(this IEndpointRouteBuilder api)
    {
        var drafts = api.MapGroup("/workflow-drafts/{draftId:guid}").WithTags("workflows");
        drafts.MapGet("/parts", async (Guid draftId, PartDesk desk, HttpContext http, CancellationToken ct) =>
                Results.Ok(await desk.FindAsync(http.RequestServices, draftId, (await http.ReaderAsync()).UserId, ct)))
            .RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("The forms and tables a draft holds, and what is wrong with them by JSON path.").Produces<DraftPartsView>().ProducesProblem(404);
        drafts.MapGet("/files", async (Guid draftId, HttpContext http, CancellationToken ct) =>
                Results.File(await PartDesk.ZipAsync(http.RequestServices, draftId, ct), "application/zip", "workflow-draft.zip"))
            .RequirePermission(Permissions.WorkflowsRead)
            .WithSummary("A draft as a zip of its definition, forms and tables, as an import takes it.").Produces(200, contentType: "application/zip").ProducesProblem(404);
        var own = drafts.MapGroup("/parts/{kind}/{key}").RequirePermission(Permissions.WorkflowsEdit);
        own.MapPut("", async (Guid draftId, string kind, string key, SavePartRequest request, PartDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.SaveAsync(http.Operation("draft-part.save", request.OperationId), draftId, Kind(kind), key, request.Content, request.SeenHash, ct)).ToResult())
            .Validate<SavePartRequest>().WithSummary("A form or table of the caller's own draft becomes this.")
            .Produces<DraftPartAnswer>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        own.MapPost("/restore", async (Guid draftId, string kind, string key, RestorePartRequest request, PartDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.RestoreAsync(http.Operation("draft-part.restore", request.OperationId), draftId, Kind(kind), key, request.SeenHash, ct)).ToResult())
            .Validate<RestorePartRequest>().WithSummary("A form or table of the caller's own draft becomes what it was in the version the draft was begun from.")
            .Produces<DraftPartAnswer>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        own.MapDelete("", async (Guid draftId, string kind, string key, string? seenHash, PartDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.RemoveAsync(http.Operation("draft-part.remove"), draftId, Kind(kind), key, seenHash, ct)).ToResult(_ => Results.NoContent()))
            .WithSummary("Takes a form or table out of the caller's own draft.").Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static DraftPartKind Kind(string kind) => EnumText.Read<DraftPartKind>(kind, "kind") ?? throw new InputException("CHG-070", "kind", "A part is a form or a table.");
}
