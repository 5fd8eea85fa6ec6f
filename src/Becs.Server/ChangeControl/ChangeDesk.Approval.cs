using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Server.Operations;

namespace Becs.Server.ChangeControl;

/// <content>From when a version starts instances, and the review an emergency leaves behind.</content>
internal sealed partial class ChangeDesk
{
    /// <summary>Outcomes of the review after an emergency.</summary>
    public const string Right = "right";
    public const string Wrong = "wrong";

    /// <summary>
    /// Approves it: from its time it starts new instances. The first starts by time are staged, drafts that became it are put away.
    /// </summary>
    public Task<OperationAnswer<ChangeAnswer>> ApproveAsync(OperationRequest operation, ChangeId id, ApproveChangeRequest request, CancellationToken ct) =>
        StepAsync(operation, id, request.WithoutSignature(), "change.approved", async (step, token) =>
        {
            await PackageDesk.TakeTurnsAsync(step.Scope.GetRequiredService<IChanges>(), step.Package, token);
            var records = step.Scope.GetRequiredService<IPackageRecords>();
            var newest = await records.NewestApprovedAsync(step.Change.DefinitionId, token);
            var file = await FileAsync(step, token);
            step.Change.Approve(
                step.Package, newest, file, request.EffectiveFrom?.UtcDateTime, request.Comment ?? "", step.Operation, ids,
                step.Events);
            DemandShipped(step.Change, file);
            await analysis.DemandSameAsync(step.Scope, step.Change, step.Package, newest, file.Evidence, token);
            var effectiveAt = step.Package.EffectiveFromAt!.Value;
            await PackageDesk.RequireChildrenAsync(records, step.Package, effectiveAt, token);
            await timed.StageFirstAsync(step.Scope, step.Package, effectiveAt, token);
            step.Scope.GetRequiredService<IAuditTrail>().Record(
                step.Package.Subject, "package.approved", null, $"{step.Package.PackageHash} {effectiveAt:O}");
            await TrainingEvidence.KeepAsync(step.Scope, ids, step.Change, step.Operation.NowAt, token);
            await PutDraftsAwayAsync(step, file, token);
            AskForReview(step);
        }, ct);

    /// <summary>The review after an emergency change, signed by somebody without a part in it; closes its task in the same commit.</summary>
    public Task<OperationAnswer<ChangeAnswer>> ReviewAfterwardsAsync(
        OperationRequest operation, ChangeId id, ReviewChangeRequest request, CancellationToken ct) =>
        StepAsync(operation, id, request.WithoutSignature(), request.Accept ? "change.reviewed-afterwards" : "change.objected-afterwards", async (step, token) =>
        {
            var task = step.Change.ReviewTaskId is { } made ? await step.Scope.GetRequiredService<ITasks>().FindAsync(made, token) : null;
            var lender = task?.DelegatedToId == step.Operation.UserId ? task.ClaimedById ?? task.AssignedToId : null;
            step.Change.ReviewAfterwards(request.Accept, request.Comment ?? "", lender, step.Operation, ids, step.Events);
            task?.Complete(step.Operation, request.Accept ? Right : Wrong, task.Revision, step.Events);
        }, ct);

    private void AskForReview(Step step)
    {
        if (!step.Change.IsReviewOutstanding)
        {
            return;
        }

        var task = WorkTask.Create(new TaskId(ids.New()), new TaskSpecification
        {
            SiteId = step.Operation.SiteId,
            Process = "change-control",
            TitleKey = "Task.ReviewChange",
            FormKey = "",
            FormVersion = 0,
            Subject = step.Change.Id.Subject,
            SubjectDisplay = step.Change.Number,
            CandidatePermission = Permissions.WorkflowsValidate,
            ExcludedUserIds = [.. step.Change.AuthorIds, .. step.Change.Steps.Where(s => s.Kind is ChangeStepKind.Verified or ChangeStepKind.Approved)
                .Select(s => s.UserId)],
            Priority = TaskPriority.High,
            DueAt = step.Change.ReviewDueAt,
            SignatureMeanings = [SignatureMeanings.Reviewed],
            Outcomes = [Right, Wrong],
            PackageHash = step.Change.PackageHash,
        }, step.Operation, step.Events);
        step.Scope.GetRequiredService<ISubjects>().Create(task.Id.Subject);
        step.Scope.GetRequiredService<ITasks>().Add(task);
        step.Change.ReviewBy(task.Id);
    }

    /// <summary>
    /// The draft that became the version is that version now. If its author went on with it, or wrote a scenario it was not run with, it goes on from
    /// there; drafts of others stay what they are, made from a version that is no longer the newest.
    /// </summary>
    private static async Task PutDraftsAwayAsync(Step step, EvidenceOnFile file, CancellationToken ct)
    {
        var submitted = step.Change.Steps.Last(s => s.Kind == ChangeStepKind.Submitted);
        var drafts = step.Scope.GetRequiredService<IWorkflowDrafts>();
        if (submitted.DraftHash is null || await drafts.FindOwnAsync(step.Change.DefinitionId, submitted.UserId, ct) is not { } draft)
        {
            return;
        }

        var subject = new SubjectRef(SubjectKinds.Draft, draft.Id);
        var audit = step.Scope.GetRequiredService<IAuditTrail>();
        var ran = file.Evidence.Where(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == step.Change.PackageHash)
            .SelectMany(e => ScenarioEvidence.Read(e).Results).Select(r => r.ContentHash).ToHashSet(StringComparer.Ordinal);
        if (DraftPart.HashOf(draft, await drafts.PartsAsync(draft.Id, ct)) == submitted.DraftHash
            && (await drafts.ScenariosAsync(draft.Id, ct)).All(s => ran.Contains(s.ContentHash)))
        {
            drafts.Remove(draft);
            audit.Record(subject, "workflow-draft.became-version", draft.BodyHash, step.Change.PackageHash);
        }
        else
        {
            audit.Record(subject, "workflow-draft.goes-on-from", draft.BasedOnHash, step.Change.PackageHash);
            draft.GoOnFrom(step.Change.PackageHash, step.Change.PackageVersion + 1);
        }
    }
}
