using System.Globalization;
using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Persistence.Donors;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Donations;

internal sealed class DonationStore(BecsDbContext db, ISubjects subjects) : IDonations, IDinSerials
{
    public async Task<Donation?> FindAsync(DonationId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return await db.Set<Donation>().FindAsync([id], cancellationToken);
    }

    public async Task<Donation?> FindByDinAsync(DonationNumber din, CancellationToken cancellationToken = default)
    {
        var id = await db.Set<Donation>().Where(d => d.Din == din).Select(d => (DonationId?)d.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return id is { } known ? await FindAsync(known, cancellationToken) : null;
    }

    public async Task<IReadOnlyList<Donation>> OfDonorsAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default)
    {
        // Not tracked: a later find of one of these touches it first, and must then read it, not get what was read before the touch.
        var stored = await db.Set<Donation>().AsNoTracking().AsSplitQuery().Where(d => donors.Contains(d.DonorId))
            .ToListAsync(cancellationToken);
        var found = db.Set<Donation>().Local.Where(d => donors.Contains(d.DonorId)).ToList();
        return [.. found.Concat(stored).DistinctBy(d => d.Id).OrderBy(d => d.Registered.RecordedAt).ThenBy(d => d.Id.Value)];
    }

    public void Add(Donation donation) => db.Add(donation);

    public Task<int> TakeAsync(string facilityNumber, int year, CancellationToken cancellationToken = default) =>
        db.TakeSerialAsync(
            string.Create(CultureInfo.InvariantCulture, $"din:{facilityNumber}:{year:0000}"), cancellationToken);
}
