using Becs.Workflows.Journal;

namespace Becs.Workflows.Storage;

/// <summary>The history of instances: one row per burst, never changed.</summary>
public interface IJournal
{
    /// <summary>Stages a row.</summary>
    /// <param name="entry">What the burst did.</param>
    void StageAppend(JournalEntry entry);

    /// <summary>Reads history in order.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="afterSequence">Only later rows.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(
        string instanceId, int afterSequence = 0, int limit = 200, CancellationToken cancellationToken = default);
}
