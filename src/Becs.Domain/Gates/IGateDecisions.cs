using Becs.Domain.Shared;

namespace Becs.Domain.Gates;

/// <summary>The decisions taken. Append-only.</summary>
public interface IGateDecisions
{
    void Add(GateDecision decision);

    Task<GateDecision?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Decisions about a record, latest first.</summary>
    Task<IReadOnlyList<GateDecision>> OfAsync(SubjectRef subject, int limit, CancellationToken cancellationToken = default);
}
