namespace Becs.Server.Donors;

/// <summary>Seam between the donor pages and the donor registry.</summary>
public interface IDonorPages
{
    /// <summary>Most donors a search answers with: a longer answer means the search was too wide.</summary>
    const int MostFound = 50;

    Task<IReadOnlyList<DonorRow>> SearchAsync(DonorSearch search, CancellationToken cancellationToken = default);

    Task<DonorView?> FindAsync(Guid donor, CancellationToken cancellationToken = default);

    /// <summary>Starts a visit (donor-eligibility) and gives the first task for this person, or null.</summary>
    Task<Guid?> StartVisitAsync(Guid donor, CancellationToken cancellationToken = default);
}
