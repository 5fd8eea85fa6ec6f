using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>The deferral registry of all sites. Its rows are guarded by the safety version of their donor. What this operation
/// added is found too.</summary>
public interface IDeferrals
{
    /// <summary>All deferrals of these records, closed ones too, oldest first. Give the alias closure.</summary>
    Task<IReadOnlyList<Deferral>> OfAsync(IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default);

    Task<Deferral?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    Task<DeferralNotice?> FindNoticeAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Notices of these records whose letter was not given yet, oldest first. Give the alias closure.</summary>
    Task<IReadOnlyList<DeferralNotice>> OpenNoticesAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default);

    void Add(Deferral deferral);

    void Add(DeferralClosure closure);

    void Add(DeferralNotice notice);
}
