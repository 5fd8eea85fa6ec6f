using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Donations with the facts of their collection. A read touches the donation's safety version before its facts.</summary>
public interface IDonations
{
    Task<Donation?> FindAsync(DonationId id, CancellationToken cancellationToken = default);

    Task<Donation?> FindByDinAsync(DonationNumber din, CancellationToken cancellationToken = default);

    /// <summary>
    /// Every donation of these donor records, oldest first, failed ones too. Does not touch them: what happens to a donation of
    /// a donor and matters to the donor bumps the donor as well. To be read only: what is changed or decided upon comes from a find.
    /// </summary>
    Task<IReadOnlyList<Donation>> OfDonorsAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default);

    void Add(Donation donation);
}
