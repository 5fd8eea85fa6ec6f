using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// What people do with changes of workflows; API and page call the same. Each step is one operation: the request moves, its package with it,
/// the signature, the audit rows and the event, or nothing.
/// </summary>
internal sealed partial class ChangeDesk(
    OperationRunner runner, CandidateBuilder candidates, ChangeAnalysis analysis, ScenarioShelf scenarios, ReplayStart replays, TimedStarts timed, EventSubscriptions subscriptions, GraphCache graphs,
    WorkOfOthers others, PlatformManifest manifest, IIdGenerator ids)
{
    /// <summary>What would be submitted, with the hash to sign. Writes nothing.</summary>
    public async Task<ChangeProposal> ProposeAsync(
        IServiceProvider scope, OperationContext operation, string definitionId, string? rollBackTo, CancellationToken ct)
    {
        var candidate = await CandidateAsync(scope, operation, definitionId, rollBackTo, null, ct);
        await analysis.DemandProofAsync(scope, candidate, ct);
        return ChangeProposal.Of(candidate);
    }

    /// <summary>Opens a request with its first submission.</summary>
    public async Task<OperationAnswer<ChangeAnswer>> SubmitAsync(OperationRequest operation, SubmitChangeRequest request, CancellationToken ct)
    {
        var id = new ChangeId(ids.New());
        var answer = await runner.RunAsync(Signed(operation, id, request.WithoutSignature()), async (scope, token) =>
        {
            var changes = scope.GetRequiredService<IChanges>();
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            if ((await changes.OpenOfAsync(request.DefinitionId, token)).FirstOrDefault(c =>
                c.State != ChangeState.Approved && c.AuthorIds.Contains(context.UserId)) is { } open)
            {
                throw new ConflictException("CHG-416", $"Your change {open.Number} of {request.DefinitionId} is {open.State}: submit it again there, or withdraw it.",
                    new Dictionary<string, string> { ["change"] = open.Id.Value.ToString("D") });
            }

            var candidate = await CandidateAsync(scope, context, request.DefinitionId, request.RollBackTo, null, token);
            var submission = await TakeAsync(scope, id, candidate, request.Details, context, token);
            var kind = request.RollBackTo is not null ? ChangeKind.RollBack : request.Emergency ? ChangeKind.Emergency : ChangeKind.Standard;
            var change = ChangeRequest.Open(
                id, await changes.TakeNumberAsync(context.NowAt.Year, token), kind, submission, candidate.Base, context, ids,
                scope.GetRequiredService<IEventSink>());
            scope.GetRequiredService<ISubjects>().Create(id.Subject);
            changes.Add(change);
            return Recorded(scope, change, "change.submitted", null);
        }, ct);
        await subscriptions.RefreshAsync(ct);
        return answer;
    }

    /// <summary>Submits a rejected request again, from the author's draft.</summary>
    public async Task<OperationAnswer<ChangeAnswer>> SubmitAgainAsync(
        OperationRequest operation, ChangeId id, SubmitAgainRequest request, CancellationToken ct)
    {
        var answer = await StepAsync(operation, id, request.WithoutSignature(), "change.submitted-again", async (step, token) =>
        {
            var candidate = await CandidateAsync(step.Scope, step.Operation, step.Change.DefinitionId, null, step.Change, token);
            step.Change.SubmitAgain(
                await TakeAsync(step.Scope, id, candidate, request.Details, step.Operation, token), candidate.Base, step.Operation, ids, step.Events);
        }, ct);
        await subscriptions.RefreshAsync(ct);
        return answer;
    }

    /// <summary>The reviewer accepts it or gives it back.</summary>
    public Task<OperationAnswer<ChangeAnswer>> ReviewAsync(OperationRequest operation, ChangeId id, ReviewChangeRequest request, CancellationToken ct) =>
        StepAsync(operation, id, request.WithoutSignature(), request.Accept ? "change.accepted" : "change.rejected", async (step, token) =>
        {
            if (request.Accept)
            {
                step.Change.Accept(step.Package, await FileAsync(step, token), request.Comment ?? "", step.Operation, ids, step.Events);
            }
            else
            {
                step.Change.Reject(step.Package, request.Comment ?? "", step.Operation, ids, step.Events);
            }
        }, ct);

    /// <summary>The approver gives it back.</summary>
    public Task<OperationAnswer<ChangeAnswer>> RefuseAsync(OperationRequest operation, ChangeId id, CommentedStepRequest request, CancellationToken ct) =>
        StepAsync(operation, id, request.WithoutSignature(), "change.rejected", (step, _) =>
        {
            step.Change.Reject(step.Package, request.Comment ?? "", step.Operation, ids, step.Events);
            return Task.CompletedTask;
        }, ct);

    /// <summary>The second person of an emergency change signs.</summary>
    public Task<OperationAnswer<ChangeAnswer>> VerifyAsync(OperationRequest operation, ChangeId id, CommentedStepRequest request, CancellationToken ct) =>
        StepAsync(operation, id, request.WithoutSignature(), "change.verified", (step, _) =>
        {
            step.Change.Verify(step.Package, request.Comment ?? "", step.Operation, ids, step.Events);
            return Task.CompletedTask;
        }, ct);

    /// <summary>Its author gives it up.</summary>
    public Task<OperationAnswer<ChangeAnswer>> WithdrawAsync(OperationRequest operation, ChangeId id, WithdrawChangeRequest request, CancellationToken ct) =>
        StepAsync(operation, id, new { request.Reason }, "change.withdrawn", (step, _) =>
        {
            step.Change.Withdraw(step.Package, request.Reason, step.Operation, ids, step.Events);
            return Task.CompletedTask;
        }, ct);

    /// <summary>Says something about it, perhaps about a step of the workflow under review.</summary>
    public Task<OperationAnswer<CommentAnswer>> CommentAsync(OperationRequest operation, ChangeId id, CommentChangeRequest request, CancellationToken ct) =>
        runner.RunAsync(operation with { Body = new { id.Value, request } }, async (scope, token) =>
        {
            var changes = scope.GetRequiredService<IChanges>();
            var step = await FindAsync(scope, id, token);
            var parent = request.ParentId is { } answered
                ? (await changes.CommentsAsync(id, token)).FirstOrDefault(c => c.Id == answered)
                    ?? throw new InputException("CHG-033", "parentId", $"The comment answered is not one of {step.Change.Number}.")
                : null;
            if (request.ActivityId is { } activity && Graph(step.Package).Find(activity) is null)
            {
                throw new InputException("CHG-034", "activityId", $"{step.Change.Number} has no step '{activity}'.");
            }

            var comment = step.Change.Comment(request.Text, request.ActivityId, parent, step.Operation, ids);
            changes.Add(comment);
            scope.GetRequiredService<IAuditTrail>().Record(id.Subject, "change.commented", @new: comment.Id.ToString("D"));
            return new CommentAnswer(comment.Id, comment.ParentId, comment.ActivityId);
        }, ct);

    /// <param name="rejected">The request that is submitted again: what it brings must differ from what was rejected.</param>
    internal async Task<Candidate> CandidateAsync(
        IServiceProvider scope, OperationContext operation, string definitionId, string? rollBackTo, ChangeRequest? rejected, CancellationToken ct)
    {
        if (rejected?.Kind == ChangeKind.RollBack)
        {
            throw new ConflictException("CHG-419", $"{rejected.Number} is a roll-back: withdraw it, and submit a change of its own.");
        }

        var candidate = rollBackTo is null
            ? await candidates.OfDraftAsync(scope, definitionId, operation, ct)
            : await candidates.OfFormerAsync(scope, definitionId, rollBackTo, ct);
        if (rejected is not null && CandidateBuilder.Renumbered(candidate.Package.Bytes, rejected.PackageVersion).PackageHash == rejected.PackageHash
            && !await BringsOtherScenariosAsync(scope, rejected, candidate, operation.UserId, ct) && !await IsOfAnotherBuildAsync(scope, rejected, ct))
        {
            throw new RuleException("CHG-022", $"Nothing changed: it would be what was rejected as version {rejected.PackageVersion}, byte for byte.");
        }

        return candidate;
    }

    /// <summary>Works out the evidence, and freezes the package as a row that nothing starts.</summary>
    private async Task<ChangeSubmission> TakeAsync(
        IServiceProvider scope, ChangeId change, Candidate candidate, ChangeDetails details, OperationContext operation, CancellationToken ct)
    {
        var known = await scenarios.OfAsync(scope, candidate, operation.UserId, ct);
        foreach (var evidence in await analysis.EvidenceAsync(scope, change, candidate, known, operation.NowAt, ct))
        {
            ReplayStart.Keep(scope, evidence);
        }

        await replays.BeginAsync(scope, change, candidate.Package, operation.NowAt, ct);
        var package = candidate.Package;
        var record = PackageRecord.Candidate(
            ids.New(), package.DefinitionId, package.Version, package.Name, package.PackageHash, package.BehaviourHash, package.Bytes.ToArray(),
            operation.NowAt);
        scope.GetRequiredService<IPackageRecords>().Add(record, candidate.Triggers);
        scope.GetRequiredService<IAuditTrail>().Record(record.Subject, "package.submitted", @new: record.PackageHash);
        foreach (var need in details.Trainings ?? [])
        {
            scope.GetRequiredService<ITrainingNeeds>().Add(
                new TrainingNeed(ids.New(), change, package.PackageHash, need.Role, need.Title, need.Document, operation.NowAt));
        }

        return new ChangeSubmission
        {
            Package = record,
            BaseHash = candidate.Base?.PackageHash,
            DraftHash = candidate.DraftHash,
            AuthorIds = [.. candidate.AuthorIds, .. await others.InAsync(scope, candidate, operation.UserId, ct)],
            VendorVersionId = candidate.Vendor?.Id,
            Reason = details.Reason,
            RequirementIds = details.RequirementIds ?? [],
            Risk = details.Risk,
        };
    }

    private Task<OperationAnswer<ChangeAnswer>> StepAsync(
        OperationRequest operation, ChangeId id, object body, string what, Func<Step, CancellationToken, Task> act, CancellationToken ct) =>
        runner.RunAsync(Signed(operation, id, new { change = id.Value, body }), async (scope, token) =>
        {
            var step = await FindAsync(scope, id, token);
            var former = $"{step.Change.State} {step.Change.PackageHash}";
            await act(step, token);
            return Recorded(scope, step.Change, what, former);
        }, ct);

    private static async Task<Step> FindAsync(IServiceProvider scope, ChangeId id, CancellationToken ct)
    {
        var change = await scope.GetRequiredService<IChanges>().FindAsync(id, ct)
            ?? throw new NotFoundException("CHG-404", $"There is no change {id.Value:D}.");
        var package = await scope.GetRequiredService<IPackageRecords>().FindAsync(change.PackageHash, ct)
            ?? throw new ConflictException("CHG-410", $"The package of {change.Number} is not stored here.");
        return new Step(
            scope, change, package, scope.GetRequiredService<ICurrentOperation>().Context, scope.GetRequiredService<IEventSink>());
    }

    private static ChangeAnswer Recorded(IServiceProvider scope, ChangeRequest change, string what, string? former)
    {
        scope.GetRequiredService<IAuditTrail>().Record(
            change.Id.Subject, what, former, $"{change.State} {change.DefinitionId} {change.PackageVersion} {change.PackageHash}");
        return ChangeAnswer.Of(change);
    }

    private static OperationRequest Signed(OperationRequest operation, ChangeId id, object body) =>
        operation with { SignedSubject = $"change:{id.Value:D}", Body = body };

    private WorkflowGraph Graph(PackageRecord package) =>
        graphs.Find(package.PackageHash) ?? graphs.Add(WorkflowPackage.Open(package.Bytes, package.PackageHash));

    /// <summary>A request and its package, loaded for one step.</summary>
    private sealed record Step(IServiceProvider Scope, ChangeRequest Change, PackageRecord Package, OperationContext Operation, IEventSink Events);
}
