using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Workflows;
using Becs.Server.Accounts;
using Becs.Server.Designer.Definitions;
using Becs.Workflows.State;
using Becs.Workflows.Storage;
using StoredIncident = Becs.Persistence.Workflows.IncidentRow;

namespace Becs.Server.Designer.Instances;

/// <summary>An instance with everything Studio's viewer asks about.</summary>
internal sealed record InstanceBook(
    StoredInstance Stored, WorkflowState State, InstanceStory Story, DefinitionContent Definition, IReadOnlyList<StoredBookmark> Waits,
    IReadOnlyList<StoredIncident> Incidents)
{
    public StoryExecution? Find(string executionId) =>
        Story.Executions.FirstOrDefault(e => ExecutionId.Of(Stored.Id, e.Id) == executionId);
}

/// <summary>
/// How Studio names an execution. It asks for one by this id alone, so the id says in which instance's journal to look.
/// </summary>
internal static class ExecutionId
{
    public static string Of(string instanceId, string activityInstanceId) => $"{instanceId}.{activityInstanceId}";

    public static string InstanceOf(string executionId) => executionId.Split('.')[0];
}

/// <summary>Opens instances of the caller's sites; one of another site is not there.</summary>
internal sealed class InstanceShelf(
    IWorkflowReads workflows, IWorkflowInstances instances, IJournal journal, IBookmarks bookmarks, IIncidents incidents,
    DefinitionContents definitions, WorkflowStateSerializer serializer)
{
    /// <summary>Most bursts of an instance read; a longer history is read from our own API.</summary>
    private const int MostBursts = 1000;

    public async Task<bool> MayReadAsync(Caller caller, Guid instance, CancellationToken cancellationToken) =>
        await workflows.SiteOfInstanceAsync(instance, cancellationToken) is { } site && caller.Sites.Any(s => s.Id.Value == site);

    public async Task<StoredInstance?> FindAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var instance) && await MayReadAsync(caller, instance, cancellationToken)
            ? await instances.FindAsync(instance.ToString("D"), cancellationToken)
            : null;

    /// <exception cref="NotFoundException">It is not there, or at a site not granted.</exception>
    public async Task<InstanceBook> OpenAsync(Caller caller, string? id, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(caller, id ?? "", cancellationToken)
            ?? throw new NotFoundException("WFL-404", $"There is no workflow instance {id}.");
        return await ReadAsync(stored, cancellationToken);
    }

    /// <summary>For whoever was let in before.</summary>
    public async Task<InstanceBook?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        await instances.FindAsync(id.ToString("D"), cancellationToken) is { } stored ? await ReadAsync(stored, cancellationToken) : null;

    private async Task<InstanceBook> ReadAsync(StoredInstance stored, CancellationToken cancellationToken)
    {
        var definition = await definitions.ReadPackageAsync(stored.PackageHash, cancellationToken) ?? DefinitionContent.Of("{}");
        var waits = await bookmarks.ListByInstanceAsync(stored.Id, cancellationToken);
        var open = await incidents.OpenOfInstanceAsync(Guid.Parse(stored.Id), cancellationToken);
        var names = ActivityTree.Of(definition.Copy()).Where(a => a.Json.Text("name") is not null).DistinctBy(a => a.Id)
            .ToDictionary(a => a.Id, a => a.Json.Text("name")!, StringComparer.Ordinal);
        var entries = await journal.ReadAsync(stored.Id, 0, MostBursts, cancellationToken);
        return new InstanceBook(
            stored, serializer.Deserialize(stored.StateJson), InstanceStory.Of(entries, definition.NodeIds, names, waits, open), definition, waits,
            open);
    }
}
