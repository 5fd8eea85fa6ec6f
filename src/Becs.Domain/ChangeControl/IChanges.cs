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
    /// Makes sure that no other version of that workflow is approved at the same time: of two commits that took this, the later is run again
    /// and sees the former.
    /// </summary>
    Task TakeApprovalTurnAsync(string definitionId, CancellationToken cancellationToken = default);

    void Add(ChangeComment comment);

    void Add(ChangeEvidence evidence);

    /// <summary>The evidence of every submission of a request.</summary>
    Task<IReadOnlyList<ChangeEvidence>> EvidenceAsync(ChangeId id, CancellationToken cancellationToken = default);

    /// <summary>What was said about a request, oldest first.</summary>
    Task<IReadOnlyList<ChangeComment>> CommentsAsync(ChangeId id, CancellationToken cancellationToken = default);
}
