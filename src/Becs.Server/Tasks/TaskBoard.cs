using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Donations;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Quarantine;
using Becs.Server.Resources;
using Becs.Server.Shell.Localisation;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using Becs.Server.Tasks.Forms;
using Becs.Workflows.Storage;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tasks;

/// <summary>The worklist and the task page on the real tasks. What is changed goes through <see cref="TaskDesk"/>, as from the API.</summary>
internal sealed class TaskBoard(
    PageReads pages, PageCaller caller, TaskDesk desk, ITaskReads reads, TaskForms forms, ProcessTitles titles, IStringLocalizer<Text> texts) : ITaskBoard
{
    public Task<PageOf<TaskRow>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync(Permissions.TasksRead, "task.list", async (scope, context) =>
        {
            var (items, total) = await reads.PageAsync(
                QueryOf(filter, context), (filter.Page - 1) * filter.PageSize, filter.PageSize, cancellationToken);
            var names = await NamesAsync(scope, items, cancellationToken);
            return new PageOf<TaskRow>([.. items.Select(t => RowOf(t, context, names))], filter.Page, filter.PageSize, total);
        }, cancellationToken);

    public Task<IReadOnlyList<ProcessChoice>> ProcessesAsync(CancellationToken cancellationToken = default) =>
        pages.ReadAsync<IReadOnlyList<ProcessChoice>>(Permissions.TasksRead, async (scope, _) =>
            [.. (await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, cancellationToken))
                .Select(p => p.DefinitionId).Distinct(StringComparer.Ordinal).Select(id => new ProcessChoice(id, titles.Process(id)))
                .OrderBy(p => p.Title, StringComparer.CurrentCulture)], cancellationToken);

    public Task<TaskDetail?> FindAsync(Guid task, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync(Permissions.TasksRead, "task.show", async (scope, context) =>
        {
            var found = await scope.GetRequiredService<ITasks>().FindAsync(new TaskId(task), cancellationToken);
            if (found is null || found.SiteId != context.SiteId)
            {
                return null;
            }

            var form = await forms.SchemaAsync(
                scope.GetRequiredService<IPackages>(), found.PackageHash, found.FormKey, found.FormVersion, cancellationToken);
            var account = await scope.GetRequiredService<IAccounts>().FindAsync(context.UserId, cancellationToken);
            var shown = await scope.GetRequiredService<TaskEvidence>().OfAsync(scope, found, cancellationToken);
            var session = (await caller.ReadAsync(cancellationToken))?.SessionId ?? "";
            return new TaskDetail(
                RowOf(found, context, await NamesAsync(scope, [found], cancellationToken)),
                titles.Instructions(found.TitleKey, found.InstructionsKey), form, [],
                found.Subject is { Kind: SubjectKinds.Change } ? [] : TaskOutcomes.Of(found, form, titles),
                found.InstanceId ?? Guid.Empty, titles.Process(found.Process), found.ActivityId ?? "", shown?.Sign(found) ?? found.RecordHash(),
                found.SignatureMeanings.Count > 0 && SignatureDesk.NeedsUserName(account!, session, context.Workstation),
                BarredReason(found, context), await VectorAsync(scope, shown, found.SiteId, cancellationToken),
                shown?.Hold is { } hold ? await scope.GetRequiredService<HoldViews>().OfAsync(scope, hold, context, cancellationToken) : null,
                await TrainingNeedDesk.OfTaskAsync(scope, found, cancellationToken));
        }, cancellationToken);

    public async Task ClaimAsync(Guid task, long expectedRevision, CancellationToken cancellationToken = default) =>
        await desk.ClaimAsync(
            await caller.OperationAsync("task.claim", body: new { task, expectedRevision }), task, (int)expectedRevision, cancellationToken);

    public async Task ReleaseAsync(Guid task, long expectedRevision, CancellationToken cancellationToken = default) =>
        await desk.ReleaseAsync(
            await caller.OperationAsync("task.release", body: new { task, expectedRevision }), task, (int)expectedRevision, cancellationToken);

    public async Task<CompletionResult> CompleteAsync(TaskCompletion completion, CancellationToken cancellationToken = default)
    {
        try
        {
            var operation = await caller.OperationAsync(TaskDesk.CompleteAction, completion.OperationId, signature: completion.Signature);
            var request = new CompleteTaskRequest(
                completion.OperationId, (int)completion.ExpectedRevision, completion.Outcome,
                System.Text.Json.JsonSerializer.SerializeToElement(completion.Data), completion.Signature);
            var answer = await desk.CompleteAsync(operation, completion.TaskId, request, cancellationToken);
            return answer.IncidentId is { } incident
                ? new(CompletionState.Received, Incident: incident.ToString("D"))
                : new(CompletionState.Completed, NextTask: answer.Value?.NextTaskId);
        }
        catch (FormRefusedException refused)
        {
            return new(CompletionState.Invalid, refused.Message, refused.FormErrors);
        }
        catch (SignatureRefusedException refused)
        {
            return new(CompletionState.SignatureRefused, refused.Message);
        }
        catch (ConflictException changed)
        {
            return new(CompletionState.Conflict, changed.Message);
        }
        catch (BecsException refused)
        {
            return new(CompletionState.Refused, refused.Message);
        }
    }

    private TaskQuery QueryOf(TaskFilter filter, OperationContext context)
    {
        var isId = Guid.TryParse(filter.Search, out var id);
        return new TaskQuery(
            context.SiteId.Value,
            filter.State is { } one ? [one] : filter.Scope == TaskScope.Available ? [TaskState.Open] : [TaskState.Open, TaskState.Claimed],
            filter.Process.Length == 0 ? null : filter.Process,
            SubjectId: isId ? id : null,
            SubjectDisplay: isId || filter.Search.Length == 0 ? null : Searched(filter.Search),
            ClaimedById: filter.Scope == TaskScope.Mine ? context.UserId : null,
            Permissions: filter.Scope == TaskScope.Available ? [.. context.Permissions] : null,
            DueBeforeAt: filter.Due switch
            {
                TaskDue.Overdue => context.NowAt,
                TaskDue.Today => context.SiteToday.AddDays(1).StartOfDay(context.SiteTimeZone),
                _ => null,
            });
    }

    /// <summary>A donation number however it is typed or scanned; anything else as staff call it.</summary>
    private static string Searched(string search)
    {
        try
        {
            return DinText.Read(search).Value;
        }
        catch (InputException)
        {
            return search;
        }
    }

    private TaskRow RowOf(WorkTask t, OperationContext context, IReadOnlyDictionary<Guid, string> names) => new(
        t.Id.Value, titles.Task(t.TitleKey), t.Process, titles.Process(t.Process), t.SubjectDisplay ?? "",
        SubjectLinks.Of(t.SubjectKind, t.SubjectId, t.SubjectDisplay), t.State,
        t.ClaimedById is { } holder ? names.GetValueOrDefault(holder) : null, t.ClaimedById == context.UserId,
        t.State == TaskState.Open && t.MayBeWorkedOnBy(context), t.DueAt, t.CreatedAt, (int)t.Priority, t.Revision,
        BarredReason(t, context));

    private static async Task<BlockerVectorView?> VectorAsync(
        IServiceProvider scope, ShownEvidence? shown, SiteId site, CancellationToken cancellationToken)
    {
        var views = scope.GetRequiredService<BlockerVectorViews>();
        var view = shown?.Vector is { } vector ? await views.OfAsync(vector, site, null, cancellationToken)
            : shown?.Checks is { } checks ? views.Of(checks)
            : null;
        return view is null ? null : view with { Hash = shown!.Hash };
    }

    private string? BarredReason(WorkTask task, OperationContext context) =>
        !task.IsOpen || task.MayBeWorkedOnBy(context) ? null
        : task.ExcludedUserIds.Contains(context.UserId) ? texts["task.barred.duties"].Value
        : !context.May(Permissions.TasksWork) ? texts["task.barred.permission", Permissions.TasksWork].Value
        : task.CandidatePermission is { } untrained && context.Untrained.Contains(untrained) ? texts["task.barred.training", untrained].Value
        : task.CandidatePermission is { } needed && !context.May(needed) ? texts["task.barred.permission", needed].Value
        : texts["task.barred.other"].Value;

    private static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        IServiceProvider scope, IReadOnlyList<WorkTask> tasks, CancellationToken cancellationToken)
    {
        var accounts = scope.GetRequiredService<IAccounts>();
        var names = new Dictionary<Guid, string>();
        foreach (var id in tasks.Select(t => t.ClaimedById).OfType<Guid>().Distinct())
        {
            names[id] = (await accounts.FindAsync(id, cancellationToken))?.UserName ?? "";
        }

        return names;
    }
}
