using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Workflows.Replaying;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <param name="Content">The file of the scenario, as text.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record AttachScenarioRequest(string Content, Guid? OperationId = null);

/// <param name="InstanceId">The recorded case.</param>
/// <param name="OperationId">For repeating it safely.</param>
public sealed record WriteScenarioRequest(Guid InstanceId, Guid? OperationId = null);

public sealed class AttachScenarioRequestValidator : AbstractValidator<AttachScenarioRequest>
{
    public AttachScenarioRequestValidator() => RuleFor(r => r.Content).NotEmpty().MaximumLength(ScenarioFile.Longest);
}

public sealed class WriteScenarioRequestValidator : AbstractValidator<WriteScenarioRequest>
{
    public WriteScenarioRequestValidator() => RuleFor(r => r.InstanceId).NotEmpty();
}

/// <summary>The scenarios of the caller's own draft.</summary>
internal static class ScenarioEndpoints
{
    public static void MapScenarios(this IEndpointRouteBuilder api)
    {
        var scenarios = api.MapGroup("/workflows/{definitionId}/scenarios").WithTags("changes").RequirePermission(Permissions.WorkflowsEdit);
        scenarios.MapGet("/", RunAsync)
            .WithSummary("Runs every scenario through what the caller's draft, or a former version, would be submitted as; writes nothing.")
            .Produces<ScenarioEvidence>().ProducesProblem(404).ProducesProblem(422);
        scenarios.MapPost("/", async (string definitionId, AttachScenarioRequest request, ScenarioDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.PutAsync(http.Operation("scenario.save", request.OperationId), definitionId, request.Content, ct)).ToResult())
            .Validate<AttachScenarioRequest>()
            .WithSummary("Attaches a scenario to the caller's draft, in place of one of the same name.")
            .Produces<DraftScenarioView>().ProducesProblem(400).ProducesProblem(404);
        scenarios.MapPost("/from-instance", async (
                string definitionId, WriteScenarioRequest request, ScenarioDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.FromInstanceAsync(
                    http.Operation("scenario.write", request.OperationId), [.. (await http.ReaderAsync()).Sites.Select(s => s.Id.Value)], definitionId,
                    request.InstanceId, ct)).ToResult())
            .Validate<WriteScenarioRequest>().RequirePermission(Permissions.TasksRead)
            .WithSummary("Writes a scenario from a recorded case and attaches it to the caller's draft. The ids in it are made up.")
            .Produces<DraftScenarioView>().ProducesProblem(404).ProducesProblem(422);
        scenarios.MapDelete("/{name}", async (string definitionId, string name, ScenarioDesk desk, HttpContext http, CancellationToken ct) =>
                (await desk.RemoveAsync(http.Operation("scenario.remove"), definitionId, name, ct)).ToResult(_ => Results.NoContent()))
            .WithSummary("Throws a scenario of the caller's draft away.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> RunAsync(
        string definitionId, string? rollBackTo, ScenarioDesk desk, ChangeDesk changes, OperationContexts contexts, HttpContext http, CancellationToken ct)
    {
        var (context, _, _, _) = await contexts.MakeAsync(http.Operation("scenario.run") with { Permission = Permissions.WorkflowsEdit }, ct);
        var candidate = await changes.CandidateAsync(http.RequestServices, context, definitionId, rollBackTo, null, ct);
        return Results.Ok(await desk.RunAsync(http.RequestServices, candidate, context.UserId, ct));
    }
}
