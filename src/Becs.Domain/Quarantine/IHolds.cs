using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>The holds. Guarded by the safety version of what they hold: touch the scopes first.</summary>
public interface IHolds
{
    void Add(Hold hold);

    /// <summary>Touches the hold's scope before reading.</summary>
    Task<Hold?> FindAsync(HoldId id, CancellationToken cancellationToken = default);

    /// <summary>Open holds on any of these scopes; touches each scope first.</summary>
    Task<IReadOnlyList<Hold>> OpenOnAsync(IReadOnlyCollection<SubjectRef> scopes, CancellationToken cancellationToken = default);
}
