using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Activities.Tasks;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.Tasks;
using Becs.Server.Tasks.Forms;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Replaying;
using Becs.Workflows.Storage;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Holds what people answered in a recorded case against the forms a submission shows, by the rules that judge a completion. Where the answers are not
/// at hand, or are a person's own, what a form with other rules would have said of them is not known. Says fields and rules, never an answer, and
/// nothing that depends on the value of a personal one: what is written of a case stays for ever.
/// </summary>
internal sealed class RecordedForms(IServiceProvider scope, TaskForms forms, Guid instance, WorkflowGraph candidate) : IAnswerCheck
{
    private Dictionary<Guid, WorkTask>? _tasks;

    /// <summary>The check of one case; null where no task of it was answered under another form than the submission shows.</summary>
    public static IAnswerCheck? For(IServiceProvider scope, RecordedCase recorded, WorkflowGraph before, WorkflowGraph candidate) =>
        ReferenceEquals(before, candidate) || (recorded.Journal.All(e => e.PackageHash == before.PackageHash) && AreAlike(before, candidate))
            ? null : new RecordedForms(scope, scope.GetRequiredService<TaskForms>(), recorded.InstanceId, candidate);

    public async ValueTask<string?> MissingAsync(ReplayAnswer answer, string stepId, CancellationToken cancellationToken)
    {
        if (answer.Data is not { ValueKind: JsonValueKind.Object } data || !data.TryGetProperty("taskId", out var id))
        {
            return null; // no task: the facts said it, or a person skipped it with a signature
        }

        if (id.ValueKind != JsonValueKind.String || !id.TryGetGuid(out var taskId)
            || !(await TasksAsync(cancellationToken)).TryGetValue(taskId, out var task) || task is not { Outcome: { } outcome, PackageHash: { } package })
        {
            return MissingFact.OfTask(answer.Meaning);
        }

        var packages = scope.GetRequiredService<IPackages>();
        var former = await forms.FindAsync(packages, package, task.FormKey, task.FormVersion, cancellationToken);
        if (former is null && await packages.FindAsync(package, cancellationToken) is null)
        {
            return MissingFact.OfTask(answer.Meaning);
        }

        if (!candidate.FormVersions.TryGetValue(task.FormKey, out var version))
        {
            return former is null ? null : MissingFact.OfForm(FormKeys.Write(task.FormKey, task.FormVersion), "", MissingFact.Gone);
        }

        var key = FormKeys.Write(task.FormKey, version);
        var changes = former is { } same && JsonElement.DeepEquals(same, candidate.Forms[key])
            ? [] : FormChange.Between(former, candidate.Forms[key], outcome);
        return changes.Count == 0 ? null : await MissingAsync(task, outcome, key, changes, cancellationToken);
    }

    private async Task<string?> MissingAsync(WorkTask task, string outcome, string key, IReadOnlyList<FormChange> changes, CancellationToken ct)
    {
        if (changes.FirstOrDefault(c => c.IsDemanded) is { } never)
        {
            return MissingFact.OfForm(key, never.Field, MissingFact.Required);
        }

        if (changes.FirstOrDefault(c => c.IsPersonal) is { } own)
        {
            return MissingFact.OfForm(key, own.Field, MissingFact.Personal);
        }

        var answers = task.Person is { } person
            ? await scope.GetRequiredService<IPersonalRecords>().GetAsync<TaskSubmission>(person, TaskDesk.SubmissionKind, task.Id.Value, ct) : null;
        if (answers is null)
        {
            return MissingFact.OfForm(key, changes[0].Field, MissingFact.Unread);
        }

        var site = await scope.GetRequiredService<ISites>().FindAsync(task.SiteId, ct);
        var errors = forms.Schema(candidate, key).Validate(
            JsonObject.Create(answers.Data) ?? [], new FormContext(task.ClosedAt ?? task.CreatedAt, site?.TimeZone ?? TimeZoneInfo.Utc), outcome);
        return errors.FirstOrDefault(e => changes.Any(c => c.Field == e.Path.Split('[')[0])) is { } refused
            ? MissingFact.OfForm(key, refused.Path, refused.Code) : null;
    }

    private async Task<Dictionary<Guid, WorkTask>> TasksAsync(CancellationToken ct) => _tasks ??=
        (await scope.GetRequiredService<ITasks>().CompletedOfInstanceAsync(instance, ct)).ToDictionary(t => t.Id.Value);

    /// <summary>Whether every form a task of one version shows is in the other, byte for byte.</summary>
    private static bool AreAlike(WorkflowGraph before, WorkflowGraph candidate) => before.FormVersions.All(f =>
        candidate.FormVersions.TryGetValue(f.Key, out var version)
        && JsonElement.DeepEquals(before.Forms[FormKeys.Write(f.Key, f.Value)], candidate.Forms[FormKeys.Write(f.Key, version)]));
}
