using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Commit;
using Becs.Persistence.Tasks;
using Becs.Server.Operations;
using Becs.Server.Shell.Session;

namespace Becs.Server.Tasks;

/// <summary>Drafts in the database: each save is an operation of the person who types.</summary>
internal sealed class Drafts(PageReads pages, PageCaller caller, OperationRunner runner) : IDrafts
{
    /// <summary>Longest draft kept; a form cannot be longer.</summary>
    private const int LongestDraft = 512 * 1024;

    public Task<TaskDraft?> LoadAsync(Guid task, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.TasksWork, async (scope, now) =>
            await scope.GetRequiredService<ITaskDrafts>().FindAsync(task, now.UserId, cancellationToken) is { } saved
            && JsonNode.Parse(saved.Body) is JsonObject data ? new TaskDraft(data, saved.SavedAt) : null, cancellationToken);

    public async Task SaveAsync(Guid task, JsonObject data, CancellationToken cancellationToken = default)
    {
        var body = data.ToJsonString();
        if (body.Length > LongestDraft)
        {
            throw new InputException("TSK-420", "data", $"Task {task:D}: the draft is longer than {LongestDraft} characters.");
        }

        await RunAsync("task.draft", task, async (scope, found, token) =>
        {
            if (await scope.GetRequiredService<ITaskDrafts>().PutAsync(task, found.Person, body, token))
            {
                scope.GetRequiredService<UnitOfWork>().OnlyDraft();
                return;
            }

            // Once for each draft, not once for each pause in typing.
            scope.GetRequiredService<IAuditTrail>().Record(found.Id.Subject, "task.draft-begun");
        }, cancellationToken);
    }

    public Task DiscardAsync(Guid task, CancellationToken cancellationToken = default) =>
        RunAsync("task.draft-discard", task, (scope, _, token) =>
            scope.GetRequiredService<ITaskDrafts>().RemoveAsync(task, token), cancellationToken);

    /// <summary>Only who holds the task keeps a draft of it.</summary>
    private async Task RunAsync(
        string action, Guid task, Func<IServiceProvider, WorkTask, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        var operation = await caller.OperationAsync(action, body: task) with { Permission = Permissions.TasksWork };
        await runner.RunAsync(operation, async (scope, token) =>
        {
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var found = await scope.GetRequiredService<ITasks>().FindAsync(new TaskId(task), token);
            if (found is not { IsOpen: true } || found.ClaimedById != context.UserId || found.SiteId != context.SiteId)
            {
                throw new ConflictException("TSK-421", $"Task {task:D} is not in the hands of this account: its draft is not kept.");
            }

            await change(scope, found, token);
            return task;
        }, cancellationToken);
    }
}
