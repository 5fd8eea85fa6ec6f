using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Visits with their facts, guarded by the safety version of their donor (touch it first).</summary>
public interface IVisits
{
    /// <summary>The visit with all its facts; touches its donor before reading them.</summary>
    Task<Visit?> FindAsync(VisitId id, CancellationToken cancellationToken = default);

    void Add(Visit visit);
}
