using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.ChangeControl;

/// <summary>Evidence for its pages. What is changed goes through the desks, with the validators of the API.</summary>
internal sealed class EvidencePages(
    PageReads pages, PageCaller caller, ChangeDesk changes, ScenarioDesk scenarios, EvidenceViews views, IValidator<JustifyGapsRequest> justifications,
    IValidator<AttachScenarioRequest> attachments) : IEvidencePages
{
    public Task<EvidenceView?> FindAsync(Guid change, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync<EvidenceView?>(Permissions.WorkflowsRead, "change.evidence", async (scope, operation) =>
        {
            var store = scope.GetRequiredService<IChanges>();
            if (await store.FindAsync(new ChangeId(change), cancellationToken) is not { } found)
            {
                return null;
            }

            var evidence = (await store.EvidenceAsync(found.Id, cancellationToken))
                .FirstOrDefault(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == found.PackageHash);
            var ran = evidence is null ? null : ScenarioEvidence.Read(evidence);
            var replay = await store.ReplayAsync(found.PackageHash, cancellationToken);
            var graph = await InstancePages.GraphAsync(scope, found.PackageHash, cancellationToken);
            return new EvidenceView(
                ran, ran is null ? null : CoverageView.Of(ran.Coverage),
                replay is null ? null : ReplayView.Of(replay, await store.CountCasesAsync(replay.Id, cancellationToken)),
                TitlesOf(graph), found.MayJustify(operation));
        }, cancellationToken);

    public async Task JustifyAsync(
        Guid change, IReadOnlyList<GapView> gaps, string text, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        var request = new JustifyGapsRequest(gaps, text, signature);
        if (await justifications.ValidateAsync(request, cancellationToken) is { IsValid: false } refused)
        {
            throw PageFields.Refused(refused);
        }

        await changes.JustifyAsync(await caller.OperationAsync("change.justify", signature: signature), new ChangeId(change), request, cancellationToken);
    }

    public Task<PageOf<ReplayCaseView>> CasesAsync(Guid change, ReplayClass? of, int page, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.WorkflowsRead, async (_, _) =>
        {
            const int Size = IEvidencePages.CasesPerPage;
            var (cases, total) = await views.CasesAsync(change, of, (page - 1) * Size, Size, cancellationToken);
            return new PageOf<ReplayCaseView>(cases, page, Size, total);
        }, cancellationToken);

    public Task<SideBySideView?> CaseAsync(Guid change, Guid instance, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<SideBySideView?>(
            Permissions.WorkflowsRead,
            async (_, now) => await views.CaseAsync(change, instance, [.. now.Sites.Select(s => s.Id.Value)], cancellationToken), cancellationToken);

    public Task<DraftScenariosView?> DraftAsync(string definitionId, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync<DraftScenariosView?>(Permissions.WorkflowsEdit, "scenario.run", async (scope, operation) =>
        {
            var drafts = scope.GetRequiredService<IWorkflowDrafts>();
            if (await drafts.FindOwnAsync(definitionId, operation.UserId, cancellationToken) is not { } draft)
            {
                return null;
            }

            IReadOnlyList<string> own = [.. (await drafts.ScenariosAsync(draft.Id, cancellationToken)).Select(s => s.Name)];
            try
            {
                var candidate = await changes.CandidateAsync(scope, operation, definitionId, null, null, cancellationToken);
                var ran = await scenarios.RunAsync(scope, candidate, operation.UserId, cancellationToken);
                return new DraftScenariosView(ran, CoverageView.Of(ran.Coverage), own, TitlesOf(FlowchartReader.Of(candidate.Package)));
            }
            catch (BecsException)
            {
                return new DraftScenariosView(null, null, own, TitlesOf(new GraphView([], []))); // the page says why it cannot be submitted
            }
        }, cancellationToken);

    public async Task AttachAsync(string definitionId, string content, CancellationToken cancellationToken = default)
    {
        if (await attachments.ValidateAsync(new AttachScenarioRequest(content), cancellationToken) is { IsValid: false } refused)
        {
            throw PageFields.Refused(refused);
        }

        await scenarios.PutAsync(await AuthorAsync("scenario.save"), definitionId, content, cancellationToken);
    }

    public async Task RemoveAsync(string definitionId, string name, CancellationToken cancellationToken = default) =>
        await scenarios.RemoveAsync(await AuthorAsync("scenario.remove"), definitionId, name, cancellationToken);

    public async Task<string> WriteAsync(string definitionId, Guid instance, CancellationToken cancellationToken = default)
    {
        var sites = await pages.ReadAsync(Permissions.TasksRead, (_, now) => Task.FromResult(now.Sites.Select(s => s.Id.Value).ToList()), cancellationToken);
        return (await scenarios.FromInstanceAsync(await AuthorAsync("scenario.write"), sites, definitionId, instance, cancellationToken)).Value!.Name;
    }

    private static Dictionary<string, string> TitlesOf(GraphView graph) => graph.Nodes.ToDictionary(n => n.Id, n => n.Title, StringComparer.Ordinal);

    private async Task<Operations.OperationRequest> AuthorAsync(string action) =>
        await caller.OperationAsync(action) with { Permission = Permissions.WorkflowsEdit };
}
