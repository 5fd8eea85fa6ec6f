using System.Text;
using System.Text.RegularExpressions;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Journal;
using Becs.Workflows.Replaying;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.ChangeControl;

/// <summary>
/// The scenarios of an author's own draft: attached, thrown away, written from a recorded case, run. They are evidence from the submission on.
/// </summary>
internal sealed partial class ScenarioDesk(
    OperationRunner runner, ScenarioShelf shelf, GraphCache graphs, IWorkflowReads workflows, WorkflowStateSerializer states, IIdGenerator ids)
{
    private const int MostBursts = 1000;

    private readonly Replayer _replayer = new();

    /// <summary>Attaches a scenario to the caller's draft, in place of one of the same name.</summary>
    public Task<OperationAnswer<DraftScenarioView>> PutAsync(OperationRequest operation, string definitionId, string content, CancellationToken ct)
    {
        var scenario = Read(content, definitionId);
        return runner.RunAsync(operation with { Body = new { definitionId, content } }, async (scope, token) =>
            await SaveAsync(scope, definitionId, scenario, content, token), ct);
    }

    /// <summary>Throws a scenario of the caller's draft away.</summary>
    public Task<OperationAnswer<DraftScenarioView>> RemoveAsync(OperationRequest operation, string definitionId, string name, CancellationToken ct) =>
        runner.RunAsync(operation with { Body = new { definitionId, name } }, async (scope, token) =>
        {
            var (drafts, draft, nowAt) = await DraftAsync(scope, definitionId, token);
            var own = (await drafts.ScenariosAsync(draft.Id, token)).FirstOrDefault(s => s.Name == name)
                ?? throw new NotFoundException("CHG-407", $"Your draft of {definitionId} has no scenario '{name}'.");
            drafts.Remove(own);
            draft.Touch();
            scope.GetRequiredService<IAuditTrail>().Record(Subject(draft), "workflow-draft.scenario-removed", $"{name} {own.ContentHash}");
            return DraftScenarioView.Of(own) with { SavedAt = nowAt };
        }, ct);

    /// <summary>Writes a scenario from what happened to a recorded case, and attaches it: ids and codes only, and the ids are made up.</summary>
    /// <param name="operation">Who does it.</param>
    /// <param name="sites">The sites whose cases the person may see.</param>
    /// <param name="definitionId">The workflow.</param>
    /// <param name="instance">The case.</param>
    /// <param name="ct">Stops before the commit.</param>
    public Task<OperationAnswer<DraftScenarioView>> FromInstanceAsync(
        OperationRequest operation, IReadOnlyCollection<Guid> sites, string definitionId, Guid instance, CancellationToken ct) =>
        runner.RunAsync(operation with { Body = new { definitionId, instance } }, async (scope, token) =>
        {
            var content = await WriteAsync(scope, sites, definitionId, instance, token);
            return await SaveAsync(scope, definitionId, Read(content, definitionId), content, token);
        }, ct);

    /// <summary>A recorded case as the file of a scenario.</summary>
    public async Task<string> WriteAsync(
        IServiceProvider scope, IReadOnlyCollection<Guid> sites, string definitionId, Guid instance, CancellationToken ct)
    {
        var stored = await workflows.SiteOfInstanceAsync(instance, ct) is { } site && sites.Contains(site)
            ? await scope.GetRequiredService<IWorkflowInstances>().FindAsync(instance.ToString("D"), ct) : null;
        if (stored is null || stored.DefinitionId != definitionId)
        {
            throw new NotFoundException("WFL-404", $"There is no workflow instance {instance:D} of {definitionId}.");
        }

        var journal = await scope.GetRequiredService<IJournal>().ReadAsync(stored.Id, 0, MostBursts, ct);
        if (journal.Count == 0 || journal[0].Sequence != 1)
        {
            throw new RuleException("CHG-043", $"The journal of {instance:D} is not at hand: no scenario can be written from it.");
        }

        var graph = await GraphAsync(scope, stored.PackageHash, ct);
        var state = states.Deserialize(stored.StateJson);
        var script = ReplayScript.Of(graph, journal, state.Input, state.CorrelationId) with { EndsAt = journal[^1].At };
        var result = await _replayer.RunAsync(graph, script, ct);
        if (result.End is not (ReplayEnd.Finished or ReplayEnd.Waiting))
        {
            throw new RuleException("CHG-043",
                $"No scenario can be written from {instance:D}: its journal does not say {result.Missing ?? result.Fault} at step {result.StepId}.");
        }

        return MadeUp(ScenarioFile.Write(new Scenario
        {
            Name = $"case-{instance.ToString("N")[^12..]}",
            Says = $"As recorded on {journal[0].At:yyyy-MM-dd}.",
            Workflow = definitionId,
            Script = script,
            Path = [.. result.Path.Select(p => p.ToString())],
            End = result.End,
            WaitsAt = result.WaitsAt,
        }));
    }

    /// <summary>Runs every scenario through what would be submitted; writes nothing.</summary>
    public async Task<ScenarioEvidence> RunAsync(IServiceProvider scope, Candidate candidate, Guid author, CancellationToken ct) =>
        await ScenarioEvidence.RunAsync(graphs.Add(candidate.Package), await shelf.OfAsync(scope, candidate, author, ct), ct);

    internal async Task<WorkflowGraph> GraphAsync(IServiceProvider scope, string packageHash, CancellationToken ct)
    {
        if (graphs.Find(packageHash) is { } graph)
        {
            return graph;
        }

        var package = await scope.GetRequiredService<IPackageRecords>().FindAsync(packageHash, ct)
            ?? throw new NotFoundException("PKG-404", $"There is no package {packageHash}.");
        return graphs.Add(WorkflowPackage.Open(package.Bytes, packageHash));
    }

    private async Task<DraftScenarioView> SaveAsync(
        IServiceProvider scope, string definitionId, Scenario scenario, string content, CancellationToken ct)
    {
        var (drafts, draft, nowAt) = await DraftAsync(scope, definitionId, ct);
        var all = await drafts.ScenariosAsync(draft.Id, ct);
        var own = all.FirstOrDefault(s => s.Name == scenario.Name);
        if (own is null && all.Count >= DraftScenario.Most)
        {
            throw new InputException("CHG-036", "name", $"A draft has at most {DraftScenario.Most} scenarios.");
        }

        draft.Touch();
        var former = own is null ? null : $"{own.Name} {own.ContentHash}";
        if (own is null)
        {
            drafts.Add(own = new DraftScenario(ids.New(), draft.Id, scenario.Name, content, nowAt));
        }
        else
        {
            own.Save(content, nowAt);
        }

        scope.GetRequiredService<IAuditTrail>().Record(Subject(draft), "workflow-draft.scenario-saved", former, $"{own.Name} {own.ContentHash}");
        return DraftScenarioView.Of(own);
    }

    private static async Task<(IWorkflowDrafts Drafts, WorkflowDraft Draft, DateTime NowAt)> DraftAsync(
        IServiceProvider scope, string definitionId, CancellationToken ct)
    {
        var drafts = scope.GetRequiredService<IWorkflowDrafts>();
        var operation = scope.GetRequiredService<ICurrentOperation>().Context;
        return (drafts, await drafts.FindOwnAsync(definitionId, operation.UserId, ct)
            ?? throw new NotFoundException("CHG-405", $"You have no draft of {definitionId}: begin one, scenarios go with it."), operation.NowAt);
    }

    private static Scenario Read(string content, string definitionId)
    {
        try
        {
            var scenario = ScenarioFile.Read(Encoding.UTF8.GetBytes(content));
            return scenario.Workflow == definitionId ? scenario
                : throw new InputException("CHG-037", "workflow", $"It is a scenario of {scenario.Workflow}, not of {definitionId}.");
        }
        catch (ScenarioException broken)
        {
            throw new InputException("CHG-037", "scenario", broken.Message.ReplaceLineEndings(" "));
        }
    }

    private static SubjectRef Subject(WorkflowDraft draft) => new(SubjectKinds.Draft, draft.Id);

    private static string MadeUp(string json)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return Uuids().Replace(json, m => known.TryGetValue(m.Value, out var made)
            ? made : known[m.Value] = $"00000000-0000-7000-8000-{known.Count + 1:d12}");
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Uuids();
}

/// <summary>A scenario a draft brings along.</summary>
public sealed record DraftScenarioView(string Name, string ContentHash, DateTime SavedAt, string Content)
{
    internal static DraftScenarioView Of(DraftScenario s) => new(s.Name, s.ContentHash, s.SavedAt, s.Content);
}
