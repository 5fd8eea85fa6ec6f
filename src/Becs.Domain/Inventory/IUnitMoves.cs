using Becs.Domain.Shared;

namespace Becs.Domain.Inventory;

/// <summary>Where bags have been. Append-only.</summary>
public interface IUnitMoves
{
    void Add(UnitMove move);

    Task<IReadOnlyList<UnitMove>> OfAsync(UnitId unit, CancellationToken cancellationToken = default);
}
