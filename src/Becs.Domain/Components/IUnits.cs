using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>The bags. Every read touches the safety version of what it returns before the facts are read.</summary>
public interface IUnits
{
    void Add(Unit unit);

    Task<Unit?> FindAsync(UnitId id, CancellationToken cancellationToken = default);

    /// <summary>Every bag that bears this label now. More than one is a mistake that blocks (RB-31).</summary>
    Task<IReadOnlyList<Unit>> BearingAsync(
        DonationNumber din, string productCode, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<Unit>> OfDonationAsync(DonationId donation, CancellationToken cancellationToken = default);

    /// <summary>Bags made from this one.</summary>
    Task<IReadOnlyList<Unit>> ChildrenOfAsync(UnitId parent, CancellationToken cancellationToken = default);
}
