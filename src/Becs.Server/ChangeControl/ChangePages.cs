using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Operations;
using Becs.Server.Resources;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using Becs.Server.Tasks;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Proving;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace Becs.Server.ChangeControl;

/// <summary>Changes for their pages. What is changed goes through <see cref="ChangeDesk"/>, with the validators of the API.</summary>
internal sealed class ChangePages(
    PageReads pages, PageCaller caller, ChangeDesk desk, ChangeAnalysis analysis, IChangeReads reads, DrawnDifference drawn, DrawnWay ways, ProcessTitles titles,
    IStringLocalizer<Text> texts, TimeProvider clock, PlatformManifest manifest,
    IValidator<SubmitChangeRequest> submissions, IValidator<CommentChangeRequest> comments, IValidator<WithdrawChangeRequest> withdrawals) : IChangePages
{
    private const int LongestValue = 200;

    public Task<PageOf<ChangeListRow>> ListAsync(ChangeFilter filter, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.WorkflowsRead, async (_, _) =>
        {
            var found = await reads.PageAsync(
                EnumText.Read<ChangeState>(filter.State, "state"), filter.DefinitionId is { Length: > 0 } id ? id : null,
                (filter.Page - 1) * ChangeFilter.PageSize, ChangeFilter.PageSize, cancellationToken);
            return new PageOf<ChangeListRow>(
                [.. found.Items.Select(c => new ChangeListRow(ChangeRow.Of(c), titles.Process(c.DefinitionId)))], filter.Page, ChangeFilter.PageSize,
                found.TotalCount);
        }, cancellationToken);

    public Task<ChangePageView?> FindAsync(Guid change, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync<ChangePageView?>(Permissions.WorkflowsRead, "change.show", async (scope, operation) =>
        {
            if (await reads.FindAsync(new ChangeId(change), cancellationToken) is not { } found)
            {
                return null;
            }

            var said = await scope.GetRequiredService<IChanges>().CommentsAsync(found.Id, cancellationToken);
            var evidence = await scope.GetRequiredService<IChanges>().EvidenceAsync(found.Id, cancellationToken);
            var justified = await scope.GetRequiredService<IChanges>().JustificationsAsync(found.Id, cancellationToken);
            var records = await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, cancellationToken);
            var package = records.Single(p => p.PackageHash == found.PackageHash);
            var origin = records.FirstOrDefault(p => p.PackageHash == found.BaseHash);
            var inUse = InUse(records);
            var opened = WorkflowPackage.Open(package.Bytes, package.PackageHash);
            var difference = origin is null ? null : BehaviourDifference.Between(WorkflowPackage.Open(origin.Bytes, origin.PackageHash), opened);
            var graph = FlowchartReader.Of(opened);
            var pair = difference is null ? null : drawn.Draw(FlowchartReader.Of(WorkflowPackage.Open(origin!.Bytes, origin.PackageHash)), graph, difference);
            return new ChangePageView(
                ChangeView.Of(found, said, evidence, justified), titles.Process(found.DefinitionId), origin?.DefinitionVersion,
                WorkflowPages.StateOf(package.State, package.DefinitionVersion, inUse.FirstOrDefault(p => p.DefinitionId == found.DefinitionId)?.DefinitionVersion),
                found.OpenTo(operation), found.BarOf(operation), Locks(
                    found, await scope.GetRequiredService<IPackageRecords>().NewestApprovedAsync(found.DefinitionId, cancellationToken),
                    new EvidenceOnFile(evidence, justified) { Build = manifest.BuildId }, operation),
                difference is null ? null : Lines(difference, pair!), Proven(evidence, found.PackageHash), graph, pair,
                [.. WorkflowUsers.Of(
                    inUse.Concat(records.Where(p => p.State.IsApproved() && p.EffectiveFromAt > clock.UtcNow()))
                        .Select(p => (p.DefinitionId, (IReadOnlyCollection<string>)WorkflowPackage.Open(p.Bytes, p.PackageHash).Children.Keys.ToList())),
                    found.DefinitionId).Select(titles.Process)]);
        }, cancellationToken);

    private Dictionary<ChangeAct, ChangeLock> Locks(ChangeRequest change, PackageRecord? newest, EvidenceOnFile file, OperationContext operation) =>
        change.OpenTo(operation).Select(act => (Act: act, Refusal: change.LockOf(act, newest, file, operation) ?? ShippedSince(act, change, file)))
            .Where(l => l.Refusal is not null).ToDictionary(l => l.Act, l => new ChangeLock(
                l.Refusal!.Code, l.Refusal.Code == "CHG-020" ? $"{newest?.DefinitionVersion}"
                    : l.Refusal.Facts.GetValueOrDefault("gaps") ?? l.Refusal.Facts.GetValueOrDefault("evidence") ?? ""));

    private RuleException? ShippedSince(ChangeAct act, ChangeRequest change, EvidenceOnFile file)
    {
        try
        {
            if (act == ChangeAct.Approve)
            {
                desk.DemandShipped(change, file);
            }

            return null;
        }
        catch (RuleException refused)
        {
            return refused;
        }
    }

    public Task<SubmitView?> ProposeAsync(string definitionId, string? rollBackTo, Guid? change, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync<SubmitView?>(Permissions.WorkflowsEdit, "change.propose", async (scope, operation) =>
        {
            var own = await OwnOpenAsync(scope, operation, definitionId, cancellationToken);
            var before = change is { } again ? await reads.FindAsync(new ChangeId(again), cancellationToken)
                : rollBackTo is null && own is { State: ChangeState.Rejected, Kind: not ChangeKind.RollBack } ? own : null;
            var shown = before is null ? null : ChangeView.Of(before, [], [], []);
            var inTheWay = change is null && before is null && own is not null ? ChangeView.Of(own, [], [], []) : null;
            try
            {
                var candidate = await desk.CandidateAsync(scope, operation, definitionId, rollBackTo, before, cancellationToken);
                var made = candidate.Base is { } origin ? WorkflowPackage.Open(origin.Bytes, origin.PackageHash) : null;
                var difference = made is null ? null : BehaviourDifference.Between(made, candidate.Package);
                var graph = FlowchartReader.Of(candidate.Package);
                var pair = difference is null ? null : drawn.Draw(FlowchartReader.Of(made!), graph, difference);
                var lines = difference is null ? [] : Lines(difference, pair!);
                var proof = await analysis.ProveAsync(scope, candidate.Package, cancellationToken);
                if (!proof.IsProven)
                {
                    return new SubmitView(null, titles.Process(definitionId), texts["changes.unsafe", proof.Violations.Count],
                        [.. proof.Violations.Select(v => Problem(v, graph))], lines, shown, pair);
                }

                return new SubmitView(ChangeProposal.Of(candidate), titles.Process(definitionId), null, [], lines, shown, pair, inTheWay)
                {
                    Trainings = before is null ? [] : await TrainingsAsync(scope, before, cancellationToken),
                };
            }
            catch (FieldsRefusedException broken)
            {
                return new SubmitView(null, titles.Process(definitionId), texts["changes.broken", broken.Errors.Values.Sum(e => e.Length)],
                    [.. broken.Errors.SelectMany(e => e.Value.Select(text => new SubmitProblem(e.Key, text, [])))], [], shown);
            }
            catch (BecsException refused)
            {
                return new SubmitView(null, titles.Process(definitionId), refused.Message, [], [], shown);
            }
        }, cancellationToken);

    /// <summary>The request of this person that has to be decided before they open another of the workflow.</summary>
    private static async Task<ChangeRequest?> OwnOpenAsync(IServiceProvider scope, OperationContext operation, string definitionId, CancellationToken ct) =>
        (await scope.GetRequiredService<IChanges>().OpenOfAsync(definitionId, ct))
            .FirstOrDefault(c => c.State != ChangeState.Approved && c.AuthorIds.Contains(operation.UserId));

    private static async Task<IReadOnlyList<TrainingNeedRequest>> TrainingsAsync(IServiceProvider scope, ChangeRequest before, CancellationToken ct) =>
        [.. (await scope.GetRequiredService<ITrainingNeeds>().OfChangeAsync(before.Id, ct)).Where(n => n.PackageHash == before.PackageHash)
            .Select(n => new TrainingNeedRequest(n.Role, n.Title, n.Document))];

    public Task<IReadOnlyList<JsonLine>?> JsonAsync(Guid change, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<IReadOnlyList<JsonLine>?>(Permissions.WorkflowsRead, async (scope, _) =>
        {
            if (await reads.FindAsync(new ChangeId(change), cancellationToken) is not { } found)
            {
                return null;
            }

            var packages = scope.GetRequiredService<IPackageRecords>();
            var origin = found.BaseHash is { } hash ? await packages.FindAsync(hash, cancellationToken) : null;
            return JsonLines.Of(origin?.Bytes ?? default, (await packages.FindAsync(found.PackageHash, cancellationToken))!.Bytes);
        }, cancellationToken);

    public async Task<Guid> SubmitAsync(SubmitForm form, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        var request = new SubmitChangeRequest(form.DefinitionId, form.Details, signature, form.Emergency, form.RollBackTo);
        Demand(await submissions.ValidateAsync(request, cancellationToken));
        var operation = await caller.OperationAsync("change.submit", signature: signature);
        var answer = form.Change is { } again
            ? await desk.SubmitAgainAsync(operation, new ChangeId(again), new SubmitAgainRequest(form.Details, signature), cancellationToken)
            : await desk.SubmitAsync(operation, request, cancellationToken);
        return answer.Value!.Id;
    }

    public async Task ActAsync(
        Guid change, ChangeAct act, string comment, DateTime? effectiveFromAt, bool isRight, SignatureRequest signature,
        CancellationToken cancellationToken = default)
    {
        var id = new ChangeId(change);
        var operation = await caller.OperationAsync(ActionOf(act), signature: signature);
        await (act switch
        {
            ChangeAct.Accept or ChangeAct.Reject =>
                desk.ReviewAsync(operation, id, new ReviewChangeRequest(act == ChangeAct.Accept, signature, comment), cancellationToken),
            ChangeAct.Refuse => desk.RefuseAsync(operation, id, new CommentedStepRequest(signature, comment), cancellationToken),
            ChangeAct.Verify => desk.VerifyAsync(operation, id, new CommentedStepRequest(signature, comment), cancellationToken),
            ChangeAct.Approve => desk.ApproveAsync(
                operation, id, new ApproveChangeRequest(signature, effectiveFromAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null, comment), cancellationToken),
            ChangeAct.ReviewAfterwards => desk.ReviewAfterwardsAsync(operation, id, new ReviewChangeRequest(isRight, signature, comment), cancellationToken),
            _ => throw new InvalidOperationException($"{act} is no signed step of this page."),
        });
    }

    public async Task WithdrawAsync(Guid change, string reason, CancellationToken cancellationToken = default)
    {
        var request = new WithdrawChangeRequest(reason);
        Demand(await withdrawals.ValidateAsync(request, cancellationToken));
        await desk.WithdrawAsync(await caller.OperationAsync("change.withdraw"), new ChangeId(change), request, cancellationToken);
    }

    public async Task CommentAsync(Guid change, string text, string? activityId, Guid? parent, CancellationToken cancellationToken = default)
    {
        var request = new CommentChangeRequest(text, activityId, parent);
        Demand(await comments.ValidateAsync(request, cancellationToken));
        await desk.CommentAsync(await caller.OperationAsync("change.comment"), new ChangeId(change), request, cancellationToken);
    }

    private List<PackageRecord> InUse(IReadOnlyList<PackageRecord> records) =>
        [.. records.Where(p => p.State.IsApproved() && p.EffectiveFromAt <= clock.UtcNow()).GroupBy(p => p.DefinitionId)
            .Select(versions => versions.MaxBy(v => v.DefinitionVersion)!)];

    private List<DifferenceLine> Lines(BehaviourDifference difference, GraphPair pair)
    {
        // An arrow is told by the titles of the boxes it led and leads to.
        var boxes = pair.Before.Nodes.Concat(pair.After.Nodes).GroupBy(n => n.Id).ToDictionary(g => g.Key, g => g.Last().Title, StringComparer.Ordinal);
        return [.. difference.Changes.Select(c => new DifferenceLine(
            texts[c.SentenceKey, [.. c.Arguments.Select((a, i) => a.Length == 0 ? texts["changes.nothing"]
                : (object)GraphPaths.Fit(i > 1 && c.IsArrow ? boxes.GetValueOrDefault(a, a) : a, LongestValue))]],
            c.Path, [.. c.Way.Select(Shown)]))];
    }

    /// <summary>In words, and drawn where it is about this workflow and not about one of its children.</summary>
    private SubmitProblem Problem(Violation v, GraphView graph) => new(
        v.Path, $"{texts[v.SentenceKey, [.. v.Arguments.Select(a => (object)a)]]} {v.Obligation?.Says} {string.Join("; ", v.Obligation?.Cites ?? [])}".TrimEnd(),
        [.. v.Way.Select(Shown)], v.Child is null && (v.Way.Count > 0 || v.StepId is not null) ? ways.Draw(graph, v.Way, v.StepId) : null);

    /// <summary>What a proof says, from the evidence stored with the submission.</summary>
    private static IReadOnlyList<ProvenLine> Proven(IReadOnlyList<ChangeEvidence> evidence, string packageHash)
    {
        if (evidence.FirstOrDefault(e => e.Kind == ChangeEvidence.Proof && e.PackageHash == packageHash) is not { } proof)
        {
            return [];
        }

        using var json = JsonDocument.Parse(proof.Content);
        return [.. json.RootElement.GetProperty("obligations").EnumerateArray().Select(o => new ProvenLine(
            o.GetProperty("says").GetString()!, string.Join("; ", o.GetProperty("cites").EnumerateArray().Select(c => c.GetString())),
            o.GetProperty("gates").GetInt32()))];
    }

    private string Shown(WayPoint way) => way.Outcome is null ? way.StepText : $"{way.StepText} ({titles.Outcome(way.Outcome)})";

    private static string ActionOf(ChangeAct act) => act switch
    {
        ChangeAct.Accept or ChangeAct.Reject => "change.review",
        ChangeAct.ReviewAfterwards => "change.review-afterwards",
        _ => "change." + act.ToString().ToLowerInvariant(),
    };

    private static void Demand(FluentValidation.Results.ValidationResult result)
    {
        if (!result.IsValid)
        {
            throw PageFields.Refused(result);
        }
    }
}
