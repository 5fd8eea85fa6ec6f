using Becs.Workflows.Storage;

namespace Becs.Persistence.Workflows;

/// <summary>An instance whose journal is in a file.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="LastSequence">The last of them.</param>
public sealed record ArchivedInstance(Guid InstanceId, int Entries, int LastSequence);

/// <summary>Takes the journals of finished instances out of the database, once they are in a verified file.</summary>
public interface IJournalArchive
{
    /// <summary>Instances finished before then whose journal is not archived, in the order of their ids.</summary>
    Task<IReadOnlyList<StoredInstance>> FinishedBeforeAsync(
        DateTime beforeAt, Guid after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Stages that these journals are in the file.</summary>
    /// <exception cref="Domain.Shared.RuleException">One of the instances has not ended.</exception>
    Task StageArchivedAsync(
        Guid archiveId, string fileName, string fileHash, IReadOnlyList<ArchivedInstance> instances, CancellationToken cancellationToken = default);

    /// <summary>Stages the end of archived entries, so many at most.</summary>
    /// <returns>How many.</returns>
    Task<int> StagePurgeAsync(int limit, CancellationToken cancellationToken = default);
}
