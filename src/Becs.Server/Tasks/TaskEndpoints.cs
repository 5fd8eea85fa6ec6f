using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Components;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Orders;
using Becs.Server.Signatures;
using Becs.Workflows.Storage;

namespace Becs.Server.Tasks;

internal static class TaskEndpoints
{
    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("tasks");
        tasks.MapGet("/", ListAsync).RequirePermission(Permissions.TasksRead)
            .WithSummary("Tasks of the site, most urgent first: open and claimed ones unless a state is given.").Produces<PageOf<TaskView>>();
        tasks.MapGet("/{id:guid}", GetAsync).RequirePermission(Permissions.TasksRead).OfSite(Of)
            .WithSummary("One task with its form and the hash to sign.").Produces<TaskDetails>().ProducesProblem(404);
        tasks.MapPost("/{id:guid}/claim", ClaimAsync).Validate<ClaimTaskRequest>().RequirePermission(Permissions.TasksWork).OfSite(Of)
            .WithSummary("Takes a task.").Produces<TaskRevision>().ProducesProblem(409);
        tasks.MapPost("/{id:guid}/release", ReleaseAsync).Validate<ClaimTaskRequest>().RequirePermission(Permissions.TasksWork).OfSite(Of)
            .WithSummary("Gives a task back.").Produces<TaskRevision>().ProducesProblem(409);
        tasks.MapPost("/{id:guid}/complete", CompleteAsync).Validate<CompleteTaskRequest>().RequirePermission(Permissions.TasksWork).OfSite(Of)
            .WithSummary("Completes a task; 202 when it was received and its workflow could not apply it.")
            .Produces<CompletedTask>().Produces<ReceivedNotApplied>(StatusCodes.Status202Accepted).ProducesProblem(409).ProducesProblem(422);
    }

    private static Task<IReadOnlyList<Guid>> Of(RecordSites sites, Guid id, CancellationToken ct) => sites.OfTaskAsync(id, ct);

    private static async Task<IResult> ListAsync(
        ITaskReads reads, HttpContext http, TaskState? state, string? process, string? subject, Guid? instance, bool? mine, bool? overdue,
        TimeProvider clock, [AsParameters] Paging paging, CancellationToken ct)
    {
        var caller = (await http.CallerAsync())!;
        var isId = Guid.TryParse(subject?.Split(':')[^1], out var subjectId);
        var (items, total) = await reads.PageAsync(
            new TaskQuery(
                caller.Site!.Id.Value,
                state is { } one ? [one] : [TaskState.Open, TaskState.Claimed],
                process,
                SubjectId: isId ? subjectId : null,
                SubjectDisplay: isId ? null : subject,
                InstanceId: instance,
                ClaimedById: mine == true ? caller.UserId : null,
                DueBeforeAt: overdue == true ? clock.UtcNow() : null),
            paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(items.Select(TaskView.Of).ToList(), total));
    }

    private static async Task<IResult> GetAsync(
        Guid id, ITasks tasks, IPackages packages, TaskForms forms, TaskEvidence evidence, IAccounts accounts, HttpContext http,
        CancellationToken ct)
    {
        var caller = (await http.CallerAsync())!;
        var task = await tasks.FindAsync(new TaskId(id), ct);
        if (task is null || task.SiteId != caller.Site!.Id)
        {
            throw new NotFoundException("TSK-404", $"There is no task {id:D} at this site.");
        }

        var account = await accounts.FindAsync(caller.UserId, ct);
        await http.EvaluateOnlyAsync("task.show", ct);
        var shown = await evidence.OfAsync(http.RequestServices, task, ct);
        return Results.Ok(new TaskDetails(
            TaskView.Of(task),
            await forms.FindAsync(packages, task.PackageHash, task.FormKey, task.FormVersion, ct),
            shown?.Sign(task) ?? task.RecordHash(),
            task.SignatureMeanings.Count > 0 && SignatureDesk.NeedsUserName(account!, caller.SessionId, http.Workstation()),
            shown?.Vector is { } vector ? VectorAnswer.Of(vector) : null,
            shown?.Checks is { } checks ? ChecksAnswer.Of(checks) : null,
            shown?.Hold,
            await TrainingNeedDesk.OfTaskAsync(http.RequestServices, task, ct)));
    }

    private static async Task<IResult> ClaimAsync(Guid id, ClaimTaskRequest request, TaskDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.ClaimAsync(
            http.Operation("task.claim", request.OperationId, body: new { id, request.ExpectedRevision }), id, request.ExpectedRevision, ct)).ToResult();

    private static async Task<IResult> ReleaseAsync(Guid id, ClaimTaskRequest request, TaskDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.ReleaseAsync(
            http.Operation("task.release", request.OperationId, body: new { id, request.ExpectedRevision }), id, request.ExpectedRevision, ct)).ToResult();

    private static async Task<IResult> CompleteAsync(Guid id, CompleteTaskRequest request, TaskDesk desk, HttpContext http, CancellationToken ct) =>
        (await desk.CompleteAsync(
            http.Operation(TaskDesk.CompleteAction, request.OperationId, signature: request.Signature), id, request, ct)).ToResult();

    /// <param name="Task">The task.</param>
    /// <param name="Form">Its form, of the package it was made by; null when only an outcome is asked.</param>
    /// <param name="SignedHash">To send back with a signature.</param>
    /// <param name="NeedsUserName">True when a signature now needs the user name too.</param>
    /// <param name="Vector">What blocks the bag at this moment, for a task that decides on it; part of what is signed.</param>
    /// <param name="Checks">What the checks of reservation or issue say at this moment.</param>
    /// <param name="Hold">The hold to investigate or to end, with what it holds; for whoever may place or lift holds or see bags.</param>
    /// <param name="Training">What training the caller lacks for it; null when nothing.</param>
    private sealed record TaskDetails(
        TaskView Task, JsonElement? Form, string SignedHash, bool NeedsUserName, VectorAnswer? Vector, ChecksAnswer? Checks, HoldRecord? Hold,
        TaskTrainingView? Training);
}

/// <summary>A task as lists show it: ids and codes only.</summary>
public sealed record TaskView(
    Guid Id, string Process, string TitleKey, string? InstructionsKey, string FormKey, int FormVersion, string? SubjectKind, Guid? SubjectId,
    string? SubjectDisplay, TaskState State, TaskPriority Priority, int Revision, IReadOnlyList<string> Outcomes,
    IReadOnlyList<string> SignatureMeanings, string? Permission, IReadOnlyList<string> Roles, Guid? ClaimedById, DateTime CreatedAt, DateTime? DueAt,
    int EscalationLevel, string? Outcome, Guid? InstanceId, string? ActivityId, string? PackageHash)
{
    public static TaskView Of(WorkTask t) => new(
        t.Id.Value, t.Process, t.TitleKey, t.InstructionsKey, t.FormKey, t.FormVersion, t.SubjectKind, t.SubjectId, t.SubjectDisplay, t.State,
        t.Priority, t.Revision, t.Outcomes, t.SignatureMeanings, t.CandidatePermission, t.CandidateRoles, t.ClaimedById, t.CreatedAt, t.DueAt,
        t.EscalationLevel, t.Outcome, t.InstanceId, t.ActivityId, t.PackageHash);
}
