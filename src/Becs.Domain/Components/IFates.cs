using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>The ends of the bags: at most one each, by unique index. Append-only; guarded by the safety version of the bag.</summary>
public interface IFates
{
    void Add(Fate fate);

    Task<Fate?> OfAsync(UnitId unit, CancellationToken cancellationToken = default);
}
