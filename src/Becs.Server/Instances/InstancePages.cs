using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Workflows;
using Becs.Server.Accounts;
using Becs.Server.Donations;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using Becs.Server.Tasks;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Storage;

namespace Becs.Server.Instances;

/// <summary>Running cases for their pages: the graph of the package they are pinned to, with what the journal says happened on it.</summary>
internal sealed class InstancePages(
    PageReads pages, PageCaller caller, IWorkflowReads workflows, ITaskReads taskReads, IncidentDesk incidents, OperationRunner runner,
    ProcessTitles titles, RecordTexts texts) : IInstancePages
{
    /// <summary>Most bursts of a case shown; a longer history is read from the API.</summary>
    private const int MostBursts = 1000;

    public Task<InstanceView?> FindAsync(Guid instance, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.TasksRead, async (scope, now) =>
        {
            if (await workflows.SiteOfInstanceAsync(instance, cancellationToken) is not { } site || now.Sites.All(s => s.Id.Value != site)
                || await scope.GetRequiredService<IWorkflowInstances>().FindAsync(instance.ToString("D"), cancellationToken) is not { } stored)
            {
                return null;
            }

            var graph = await GraphAsync(scope, stored.PackageHash, cancellationToken);
            var journal = await scope.GetRequiredService<IJournal>().ReadAsync(stored.Id, 0, MostBursts, cancellationToken);
            var waits = await scope.GetRequiredService<IBookmarks>().ListByInstanceAsync(stored.Id, cancellationToken);
            var open = await scope.GetRequiredService<IIncidents>().OpenOfInstanceAsync(instance, cancellationToken);
            var (all, _) = await taskReads.PageAsync(
                new TaskQuery(site, Enum.GetValues<TaskState>(), InstanceId: instance), 0, 200, cancellationToken);
            var run = InstanceRun.Of(journal, waits, open, all.Where(t => t.IsOpen));
            var names = await NamesAsync(scope, all, cancellationToken);
            var about = all.FirstOrDefault(t => t.SubjectDisplay is { Length: > 0 });
            return new InstanceView(
                instance, titles.Process(stored.DefinitionId), stored.DefinitionId, stored.Version, stored.PackageHash, StateOf(stored, open.Count),
                about?.SubjectDisplay ?? stored.CorrelationId ?? "", SubjectLinks.Of(about?.SubjectKind, about?.SubjectId, about?.SubjectDisplay),
                stored.CreatedAt, stored.FinishedAt, graph.WithRun(run.Nodes, run.Taken), JournalLines.Of(journal, graph, all, names, new JournalWords(texts, titles)),
                [.. all.Where(t => t.IsOpen).OrderBy(t => t.CreatedAt).Select(t => new OpenTask(
                    t.Id.Value, titles.Task(t.TitleKey), t.ClaimedById is { } holder ? names.GetValueOrDefault(holder) : null, t.DueAt))],
                await RowsOfAsync(
                    open.Select(IncidentView.Of), _ => titles.Process(stored.DefinitionId), now.May(Permissions.IncidentsResolve), cancellationToken),
                await RelatedAsync(scope, now, stored, instance, cancellationToken));
        }, cancellationToken);

    public Task<PageOf<IncidentRow>> IncidentsAsync(IncidentFilter filter, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.IncidentsResolve, async (scope, now) =>
        {
            var sites = now.Sites.Select(s => s.Id.Value).ToList();
            bool? open = filter.State switch { "open" => true, "all" => null, _ => false };
            var processes = (await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, cancellationToken))
                .DistinctBy(p => p.PackageHash).ToDictionary(p => p.PackageHash, p => p.DefinitionId, StringComparer.Ordinal);
            string ProcessOf(IncidentView i) => i.PackageHash is { } hash ? processes.GetValueOrDefault(hash, "") : "";
            var found = (await incidents.ListAsync(sites, open, cancellationToken))
                .Where(i => filter.Has(i.Resolution) && (filter.Process.Length == 0 || ProcessOf(i) == filter.Process)).ToList();
            return new PageOf<IncidentRow>(
                await RowsOfAsync(
                    found.Skip((filter.Page - 1) * filter.PageSize).Take(filter.PageSize),
                    i => ProcessOf(i) is { Length: > 0 } process ? titles.Process(process) : "", mayResolve: true, cancellationToken),
                filter.Page, filter.PageSize, found.Count);
        }, cancellationToken);

    public Task<BulkIncidentsAnswer> TryBulkAsync(
        BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, CancellationToken cancellationToken = default) =>
        BulkAsync(new BulkIncidentsRequest(action, DryRun: true, Ids: [.. chosen]), cancellationToken);

    public Task<BulkIncidentsAnswer> BulkAsync(
        BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, int expectedCount, string? reason, SignatureRequest? signature,
        CancellationToken cancellationToken = default) =>
        BulkAsync(
            new BulkIncidentsRequest(action, DryRun: false, expectedCount, Reason: reason, Signature: signature, Ids: [.. chosen]), cancellationToken);

    private Task<BulkIncidentsAnswer> BulkAsync(BulkIncidentsRequest request, CancellationToken cancellationToken) =>
        pages.ReadAsync(Permissions.IncidentsResolve, async (scope, now) => await scope.GetRequiredService<IncidentBulk>().RunAsync(
            await caller.OperationAsync(
                $"incident.bulk-{request.Action.ToString().ToLowerInvariant()}", reason: request.Reason, signature: request.Signature),
            [.. now.Sites.Select(s => s.Id.Value)], request, cancellationToken), cancellationToken);

    public async Task RetryAsync(IncidentRow incident, CancellationToken cancellationToken = default)
    {
        var id = Guid.Parse(incident.Number);
        await incidents.RetryAsync(runner, await caller.OperationAsync("incident.retry", body: new { id }), id, cancellationToken);
    }

    public async Task SkipAsync(
        IncidentRow incident, string outcome, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        var id = Guid.Parse(incident.Number);
        await incidents.SkipAsync(
            runner, await caller.OperationAsync("incident.skip", signature: signature, body: new { id, outcome }), id, outcome, cancellationToken);
    }

    public async Task CancelAsync(IncidentRow incident, SignatureRequest signature, CancellationToken cancellationToken = default)
    {
        var id = Guid.Parse(incident.Number);
        await incidents.CancelAsync(
            runner, await caller.OperationAsync("incident.cancel", signature: signature, body: new { id }), id, cancellationToken);
    }

    private async Task<bool> MaySeeAsync(Guid instance, Caller now, CancellationToken cancellationToken) =>
        await workflows.SiteOfInstanceAsync(instance, cancellationToken) is { } site && now.Sites.Any(s => s.Id.Value == site);

    /// <summary>The drawing of a package; nothing drawn when the package is not there.</summary>
    internal static async Task<GraphView> GraphAsync(IServiceProvider scope, string packageHash, CancellationToken cancellationToken) =>
        await scope.GetRequiredService<IPackageRecords>().FindAsync(packageHash, cancellationToken) is { } package
            ? FlowchartReader.Of(WorkflowPackage.Open(package.Bytes, packageHash))
            : new GraphView([], []);

    /// <summary>The engine's word in the form the resources know; a case with an open incident is stopped, whatever the engine says.</summary>
    internal static string StateOf(string subStatus, int openIncidents = 0) => (openIncidents, subStatus) switch
    {
        ( > 0, _) => "faulted",
        (_, "Pending" or "Executing") => "running",
        _ => subStatus.ToLowerInvariant(),
    };

    private static string StateOf(StoredInstance stored, int openIncidents) => StateOf(stored.SubStatus.ToString(), openIncidents);

    private async Task<IReadOnlyList<IncidentRow>> RowsOfAsync(
        IEnumerable<IncidentView> found, Func<IncidentView, string> workflow, bool mayResolve, CancellationToken cancellationToken)
    {
        var rows = new List<IncidentRow>();
        foreach (var incident in found)
        {
            var row = RowOf(incident, workflow(incident), mayResolve);
            var outcomes = row is { IsOpen: true, MaySkip: true }
                ? await incidents.OutcomesAsync(incident.PackageHash, incident.ActivityId, cancellationToken) : [];
            rows.Add(outcomes.Count == 0 ? row : row with { Outcomes = outcomes });
        }

        return rows;
    }

    private static IncidentRow RowOf(IncidentView i, string workflow, bool mayResolve) => new(
        i.Id.ToString("D"), i.InstanceId ?? Guid.Empty, workflow, i.ActivityId ?? i.ActivityType ?? "", i.CreatedAt,
        i.ExceptionType[(i.ExceptionType.LastIndexOf('.') + 1)..], i.Message, i.Resolution is null, mayResolve, MaySkip: mayResolve && i.ActivityId is not null,
        mayResolve, i.SignedHash, i.Resolution);

    private static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        IServiceProvider scope, IReadOnlyList<WorkTask> tasks, CancellationToken cancellationToken)
    {
        var accounts = scope.GetRequiredService<IAccounts>();
        var names = new Dictionary<Guid, string>();
        foreach (var id in tasks.SelectMany(t => new[] { t.ClaimedById, t.CompletedById }).OfType<Guid>().Distinct())
        {
            names[id] = (await accounts.FindAsync(id, cancellationToken))?.UserName ?? "";
        }

        return names;
    }

    private async Task<IReadOnlyList<RelatedInstance>> RelatedAsync(
        IServiceProvider scope, Caller now, StoredInstance stored, Guid instance, CancellationToken cancellationToken)
    {
        var related = new List<RelatedInstance>();
        if (stored.ParentInstanceId is { } parent
            && await scope.GetRequiredService<IWorkflowInstances>().FindAsync(parent, cancellationToken) is { } found
            && await MaySeeAsync(Guid.Parse(found.Id), now, cancellationToken))
        {
            related.Add(new(Guid.Parse(found.Id), titles.Process(found.DefinitionId), StateOf(found, 0), IsParent: true));
        }

        related.AddRange((await workflows.ChildrenAsync(instance, cancellationToken)).Where(c => now.Sites.Any(s => s.Id.Value == c.SiteId))
            .Select(c => new RelatedInstance(c.Id, titles.Process(c.DefinitionId), StateOf(c.SubStatus), IsParent: false)));
        return related;
    }
}
