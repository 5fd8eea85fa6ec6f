using Becs.Server.Hosting;

namespace Becs.Server.Donations;

/// <summary>Seam between the donation pages and the read model.</summary>
public interface IDonationPages
{
    Task<PageOf<DonationRow>> ListAsync(string search, int page, int pageSize, CancellationToken cancellationToken = default);

    /// <param name="din">13 characters.</param>
    Task<DonationView?> FindAsync(string din, CancellationToken cancellationToken = default);
}
