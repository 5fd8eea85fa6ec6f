using Becs.Workflows.Journal;

namespace Becs.Persistence.ReadModel;

/// <summary>Cases that came to their end, to be replayed. Cancelled ones are none: no version decided how they end.</summary>
public interface IHistoryReads
{
    /// <summary>How many cases of every workflow, of whatever version, there are, by workflow.</summary>
    /// <param name="startedBefore">Those that began until then.</param>
    /// <param name="definitionId">Of this workflow only.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<RecordedCount>> CountAsync(
        DateTime startedBefore, string? definitionId = null, CancellationToken cancellationToken = default);

    /// <summary>The newest that began before a time, or then and with a lower id, each with its journal.</summary>
    Task<IReadOnlyList<RecordedCase>> NextAsync(
        string definitionId, DateTime startedBefore, Guid? lowerThan, int take, CancellationToken cancellationToken = default);

    /// <summary>One case; null when there is none.</summary>
    Task<RecordedCase?> FindAsync(Guid instanceId, CancellationToken cancellationToken = default);
}

/// <summary>A recorded case.</summary>
/// <param name="Journal">What happened, in order; empty when it is no longer in the database.</param>
public sealed record RecordedCase(
    Guid InstanceId, string DefinitionId, string PackageHash, DateTime CreatedAt, DateTime? FinishedAt, string StateJson, IReadOnlyList<JournalEntry> Journal);

/// <summary>Recorded cases of a workflow.</summary>
/// <param name="Finished">Cases that came to their end.</param>
/// <param name="EndedOtherwise">Cases that were cancelled, or ended by a fault: no version decided how, so they are counted and not replayed.</param>
public sealed record RecordedCount(string DefinitionId, int Finished, int EndedOtherwise);
