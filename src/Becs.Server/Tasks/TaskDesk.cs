using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Activities.Tasks;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Accounts;
using Becs.Persistence.Tasks;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Tasks.Forms;
using Becs.Workflows.Errors;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;

namespace Becs.Server.Tasks;

/// <summary>
/// What people do with tasks; API and page call the same. Completing one closes it, keeps the submission under its person's key and moves the
/// waiting workflow, all in one commit.
/// </summary>
public sealed class TaskDesk(OperationRunner runner, IServiceScopeFactory scopes, BurstRunner bursts, TaskForms forms) : IReplay
{
    public const string CompleteAction = "task.complete";

    /// <summary>Kind under which submissions lie in the erasable store.</summary>
    public const string SubmissionKind = "task-submission";

    public string Action => CompleteAction;

    public Task<OperationAnswer<TaskRevision>> ClaimAsync(OperationRequest operation, Guid id, int expectedRevision, CancellationToken ct) =>
        ChangeAsync(operation, id, (task, context, events) => task.Claim(context, expectedRevision, events), ct, mustBeTrained: true);

    public Task<OperationAnswer<TaskRevision>> ReleaseAsync(OperationRequest operation, Guid id, int expectedRevision, CancellationToken ct) =>
        ChangeAsync(operation, id, (task, context, events) => task.Release(context, expectedRevision, events), ct);

    /// <param name="operation">The person's operation, with the signature if one is given.</param>
    /// <param name="id">The task.</param>
    /// <param name="request">What was submitted.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<OperationAnswer<CompletedTask>> CompleteAsync(
        OperationRequest operation, Guid id, CompleteTaskRequest request, CancellationToken ct)
    {
        var command = new TaskCommand(id, request.ExpectedRevision, request.Outcome, request.Data ?? JsonSerializer.SerializeToElement(new { }));
        var beside = new FoundBeside();
        return await runner.RunAsync(
            operation with
            {
                Permission = Permissions.TasksWork,
                SignedSubject = $"task:{id:D}",
                FindPerson = token => PersonAsync(id, token),
                TaskAhead = new TaskAhead(id, SubmissionKind),
                Body = command,
                Found = () => beside,
            },
            (scope, token) => CompleteAsync(scope, command, beside, judge: true, token), ct);
    }

    public async Task<object> RunAsync(IServiceProvider scope, JsonElement body, JsonElement? found, CancellationToken cancellationToken) =>
        await CompleteAsync(
            scope, body.Deserialize<TaskCommand>(StrictJson.Stored)!, found?.Deserialize<FoundBeside>(StrictJson.Stored) ?? new FoundBeside(),
            judge: false, cancellationToken);

    /// <param name="scope">The operation's scope.</param>
    /// <param name="command">What was submitted.</param>
    /// <param name="beside">What stood beside the task.</param>
    /// <param name="judge">Whether the answers are judged by the form: what was accepted once is not judged again, by another day's limits.</param>
    /// <param name="ct">Stops before the commit.</param>
    private async Task<CompletedTask> CompleteAsync(
        IServiceProvider scope, TaskCommand command, FoundBeside beside, bool judge, CancellationToken ct)
    {
        var tasks = scope.GetRequiredService<ITasks>();
        var context = scope.GetRequiredService<ICurrentOperation>().Context;
        var task = await FindAsync(tasks, command.TaskId, context, ct);
        if (task.Subject is { Kind: SubjectKinds.Change } change)
        {
            throw new ConflictException("TSK-412", $"Task {command.TaskId:D} is done by signing the review on the page of its change.",
                new Dictionary<string, string> { ["change"] = change.Id.ToString("D") });
        }

        await ShowAsync(scope, task, beside, judge, ct);
        task.Complete(context, command.Outcome, command.ExpectedRevision, scope.GetRequiredService<IEventSink>());
        if (judge)
        {
            await TrainingNeedDesk.DemandAsync(scope, task, isDone: true, ct);
            await JudgeAsync(scope, task, command, context, ct);
        }

        await scope.GetRequiredService<ITaskDrafts>().RemoveAsync(task.Id.Value, ct);
        if (task.Person is { } person)
        {
            await scope.GetRequiredService<IPersonalRecords>()
                .PutAsync(person, SubmissionKind, task.Id.Value, new TaskSubmission(task.Id.Value, command.Outcome, command.Data), ct);
        }

        if (task is not { InstanceId: { } instance, BookmarkId: { } bookmark })
        {
            return new CompletedTask(task.Id.Value, command.Outcome, task.InstanceId, null);
        }

        var payload = JsonSerializer.SerializeToElement(
            new TaskSubmission(task.Id.Value, command.Outcome, command.Data), JsonSerializerOptions.Web);
        try
        {
            await bursts.ResumeAsync(scope, instance.ToString("D"), new BurstStimulus.ResumeBookmark(bookmark, payload), ct);
        }
        catch (Exception late) when (late is BookmarkNotFoundException or StateFormatException)
        {
            throw new ConflictException("TSK-411", $"Task {task.Id.Value:D}: its workflow no longer waits for it.");
        }

        // What this completion led to comes first; another branch's task only when that is for somebody else.
        var next = tasks.MadeForInstance(instance).FirstOrDefault(t => t.MayBeWorkedOnBy(context))
            ?? (await tasks.OpenOfInstanceAsync(instance, ct)).FirstOrDefault(t => t.MayBeWorkedOnBy(context));
        return new CompletedTask(task.Id.Value, command.Outcome, instance, next?.Id.Value);
    }

    /// <summary>A signature is given on what stood beside the task, so that has to be so still. One accepted once is not held against another day.</summary>
    private static async Task ShowAsync(IServiceProvider scope, WorkTask task, FoundBeside beside, bool judge, CancellationToken ct)
    {
        if (judge && task.SignatureMeanings.Count > 0)
        {
            beside.EvidenceHash = (await scope.GetRequiredService<TaskEvidence>().OfAsync(scope, task, ct))?.Hash;
        }

        if (beside.EvidenceHash is { } shown)
        {
            task.ShownWith(shown);
        }
    }

    /// <summary>Authority comes first, then the answers: whoever may not do the task learns nothing of its form.</summary>
    private async Task JudgeAsync(IServiceProvider scope, WorkTask task, TaskCommand command, OperationContext context, CancellationToken ct)
    {
        var schema = await forms.SchemaAsync(scope.GetRequiredService<IPackages>(), task.PackageHash, task.FormKey, task.FormVersion, ct);
        var data = JsonObject.Create(command.Data) ?? [];
        var errors = schema?.Validate(data, new FormContext(context.NowAt, context.SiteTimeZone), command.Outcome) ?? [];
        if (errors.Count > 0)
        {
            throw new FormRefusedException(task.Id.Value, errors);
        }
    }

    private Task<OperationAnswer<TaskRevision>> ChangeAsync(
        OperationRequest operation, Guid id, Action<WorkTask, OperationContext, IEventSink> change, CancellationToken ct, bool mustBeTrained = false) =>
        runner.RunAsync(operation with { Permission = Permissions.TasksWork, FindPerson = null, SignedSubject = $"task:{id:D}" }, async (scope, token) =>
        {
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var task = await FindAsync(scope.GetRequiredService<ITasks>(), id, context, token);
            change(task, context, scope.GetRequiredService<IEventSink>());
            if (mustBeTrained)
            {
                await TrainingNeedDesk.DemandAsync(scope, task, isDone: false, token);
            }

            return new TaskRevision(task.Id.Value, task.State, task.Revision);
        }, ct);

    private async Task<PersonRef?> PersonAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ITasks>().FindAsync(new TaskId(id), ct))?.Person;
    }

    private static async Task<WorkTask> FindAsync(ITasks tasks, Guid id, OperationContext context, CancellationToken ct) =>
        await tasks.FindAsync(new TaskId(id), ct) is { } task && task.SiteId == context.SiteId
            ? task
            : throw new NotFoundException("TSK-404", $"There is no task {id:D} at this site.");
}

/// <param name="TaskId">The task.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Revision">To send with the next change.</param>
public sealed record TaskRevision(Guid TaskId, TaskState State, int Revision);
