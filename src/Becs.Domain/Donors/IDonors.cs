using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>The donor register. Every read touches the safety version of what it returns, before the facts are read.</summary>
public interface IDonors
{
    Task<Donor?> FindAsync(DonorId id, CancellationToken cancellationToken = default);

    Task<Donor?> FindByNumberAsync(string donorNumber, CancellationToken cancellationToken = default);

    /// <summary>The donor and every record merged with it, both ways: their histories count as one. Touches each.</summary>
    Task<IReadOnlyList<DonorId>> AliasClosureAsync(DonorId id, CancellationToken cancellationToken = default);

    /// <summary>The next donor number, unused.</summary>
    Task<string> NextNumberAsync(CancellationToken cancellationToken = default);

    void Add(Donor donor);

    void Add(DonorMerge merge);
}
