using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>The change requests of the installation.</summary>
public interface IChanges
{
    Task<ChangeRequest?> FindAsync(ChangeId id, CancellationToken cancellationToken = default);

    /// <summary>Requests of a workflow that are not at their end.</summary>
    Task<IReadOnlyList<ChangeRequest>> OpenOfAsync(string definitionId, CancellationToken cancellationToken = default);

    /// <summary>The request that brought a package; null for a shipped one.</summary>
    Task<ChangeRequest?> FindByPackageAsync(string packageHash, CancellationToken cancellationToken = default);

    void Add(ChangeRequest change);

    /// <summary>Number of a new request.</summary>
    Task<string> TakeNumberAsync(int year, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes sure that no other version of that workflow is accepted, approved or retired at the same time: of two commits that took this, the later
    /// is run again and sees the former.
    /// </summary>
    Task TakeApprovalTurnAsync(string definitionId, CancellationToken cancellationToken = default);

    void Add(ChangeComment comment);

    void Add(ChangeEvidence evidence);

    /// <summary>The evidence of every submission of a request.</summary>
    Task<IReadOnlyList<ChangeEvidence>> EvidenceAsync(ChangeId id, CancellationToken cancellationToken = default);

    void Add(ChangeJustification justification);

    /// <summary>What was signed about gaps in the evidence of a request, oldest first.</summary>
    Task<IReadOnlyList<ChangeJustification>> JustificationsAsync(ChangeId id, CancellationToken cancellationToken = default);

    void Add(ChangeReplay replay);

    void Add(ReplayCase differing);

    /// <summary>The replay of a submission.</summary>
    Task<ChangeReplay?> ReplayAsync(string packageHash, CancellationToken cancellationToken = default);

    /// <summary>A replay by its id.</summary>
    Task<ChangeReplay?> FindReplayAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>A replay that is not finished, the oldest; null when there is none.</summary>
    /// <param name="platformRelease">Of this build; null for those of submissions.</param>
    /// <param name="except">Those that cannot go on now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ChangeReplay?> UnfinishedReplayAsync(
        Guid? platformRelease, IReadOnlyCollection<Guid>? except = null, CancellationToken cancellationToken = default);

    /// <summary>The cases of a replay that would go another way, of one class when it is named, newest first.</summary>
    Task<IReadOnlyList<ReplayCase>> CasesAsync(
        Guid replay, ReplayClass? of, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>How many there are of each class.</summary>
    Task<IReadOnlyDictionary<ReplayClass, int>> CountCasesAsync(Guid replay, CancellationToken cancellationToken = default);

    /// <summary>What was said about a request, oldest first.</summary>
    Task<IReadOnlyList<ChangeComment>> CommentsAsync(ChangeId id, CancellationToken cancellationToken = default);
}
