using Becs.Domain.ChangeControl;

namespace Becs.Server.ChangeControl;

/// <summary>Seam between the page of a draft's forms and tables and the server.</summary>
public interface IPartPages
{
    /// <summary>The parts of a draft; null when there is none.</summary>
    /// <param name="draftId">The draft; the person's own of the workflow when null.</param>
    /// <param name="definitionId">The workflow.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<DraftPartsView?> FindAsync(Guid? draftId, string? definitionId, CancellationToken cancellationToken = default);

    Task SaveAsync(Guid draftId, DraftPartKind kind, string key, string content, string? seenHash, CancellationToken cancellationToken = default);

    Task RemoveAsync(Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken cancellationToken = default);

    /// <summary>As in the version the draft was begun from.</summary>
    Task RestoreAsync(Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken cancellationToken = default);
}
