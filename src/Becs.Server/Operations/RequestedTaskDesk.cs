using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Running;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>Takes the answers to tasks that workflows asked others to do. One whose workflow then fails is kept and can be applied again.</summary>
internal sealed class RequestedTaskDesk(OperationRunner runner, BurstRunner bursts) : IReplay
{
    public const string AnswerAction = "requested-task.complete";

    public string Action => AnswerAction;

    public Task<OperationAnswer<RequestedTaskAnswered>> AnswerAsync(
        OperationRequest operation, Guid instanceId, AnswerRequestedTask request, CancellationToken ct)
    {
        var command = new Command(instanceId, request.TaskId, request.Result);
        return runner.RunAsync(
            operation with { Permission = Permissions.TasksWork, Body = command }, (scope, token) => AnswerAsync(scope, command, token), ct);
    }

    public async Task<object> RunAsync(IServiceProvider scope, JsonElement body, JsonElement? found, CancellationToken cancellationToken) =>
        await AnswerAsync(scope, body.Deserialize<Command>(StrictJson.Stored)!, cancellationToken);

    private async Task<RequestedTaskAnswered> AnswerAsync(IServiceProvider scope, Command command, CancellationToken ct)
    {
        var waiting = await scope.GetRequiredService<IBookmarks>()
            .FindByStimulusAsync(RunTask.BookmarkName, RunTaskStimulus.HashOf(command.TaskId), null, cancellationToken: ct);
        var instance = command.Id.ToString("D");
        var bookmark = waiting.FirstOrDefault(w => w.InstanceId == instance)
            ?? throw new NotFoundException("WFL-414", $"Instance {instance} does not wait for task {command.TaskId}: unknown, or answered already.");
        scope.GetRequiredService<IAuditTrail>().Record(
            new SubjectRef(SubjectKinds.Instance, command.Id), "requested-task.completed", @new: command.TaskId);
        await bursts.ResumeAsync(scope, instance, new BurstStimulus.ResumeBookmark(bookmark.Bookmark.Id, command.Result), ct);
        return new RequestedTaskAnswered(command.Id, command.TaskId);
    }

    private sealed record Command(Guid Id, string TaskId, JsonElement? Result);
}
