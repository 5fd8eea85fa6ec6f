using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using FluentValidation;

namespace Becs.Server.Operations;

/// <summary>The answer to a task a workflow asked somebody outside to do (event <c>WorkflowTaskRequested</c>).</summary>
/// <param name="TaskId">The task, as the event named it.</param>
/// <param name="Result">What came of it: the result of the step. No personal data.</param>
/// <param name="OperationId">The same id for the same answer, however often it is sent.</param>
public sealed record AnswerRequestedTask(string TaskId, JsonElement? Result = null, Guid? OperationId = null);

public sealed class AnswerRequestedTaskValidator : AbstractValidator<AnswerRequestedTask>
{
    private const int MostCharacters = 100_000;

    public AnswerRequestedTaskValidator()
    {
        RuleFor(r => r.TaskId).NotEmpty().MaximumLength(100);
        RuleFor(r => r.Result)
            .Must(r => r is null || r.Value.ValueKind == JsonValueKind.Undefined || r.Value.GetRawText().Length <= MostCharacters)
            .WithMessage($"A result has at most {MostCharacters} characters.");
    }
}

/// <summary>What was answered.</summary>
public sealed record RequestedTaskAnswered(Guid InstanceId, string TaskId);

internal static class RequestedTaskEndpoints
{
    public static void MapRequestedTasks(this IEndpointRouteBuilder api) =>
        api.MapPost("/workflow-instances/{id:guid}/requested-task", async (
                Guid id, AnswerRequestedTask request, RequestedTaskDesk desk, HttpContext http, CancellationToken ct) =>
            (await desk.AnswerAsync(http.Operation(RequestedTaskDesk.AnswerAction, request.OperationId), id, request, ct)).ToResult())
            .WithTags("workflows").RequirePermission(Permissions.TasksWork).OfSite((sites, id, ct) => sites.OfInstanceAsync(id, ct))
            .Validate<AnswerRequestedTask>()
            .WithSummary("Answers a task a workflow asked somebody outside to do; the workflow goes on.")
            .Produces<RequestedTaskAnswered>().Produces<ReceivedNotApplied>(StatusCodes.Status202Accepted).ProducesProblem(404);
}
