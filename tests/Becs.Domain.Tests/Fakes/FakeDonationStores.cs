using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Fakes;

/// <summary>Donations, serials, lots and equipment in memory, touching as the real stores do.</summary>
public sealed class FakeDonationStores(FakeSubjects subjects) : IDonations, IDinSerials, ILots, IEquipment
{
    private readonly List<Donation> _donations = [];
    private readonly List<Lot> _lots = [];
    private readonly List<Equipment> _equipment = [];
    private readonly Dictionary<(string, int), int> _serials = [];

    public async Task<Donation?> FindAsync(DonationId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return _donations.Find(d => d.Id == id);
    }

    public async Task<Donation?> FindByDinAsync(DonationNumber din, CancellationToken cancellationToken = default) =>
        _donations.Find(d => d.Din == din) is { } donation ? await FindAsync(donation.Id, cancellationToken) : null;

    public Task<IReadOnlyList<Donation>> OfDonorsAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Donation>>(
            [.. _donations.Where(d => donors.Contains(d.DonorId)).OrderBy(d => d.Registered.RecordedAt)]);

    public void Add(Donation donation) => _donations.Add(donation);

    public Task<int> TakeAsync(string facilityNumber, int year, CancellationToken cancellationToken = default)
    {
        var next = _serials.GetValueOrDefault((facilityNumber, year)) + 1;
        _serials[(facilityNumber, year)] = next;
        return Task.FromResult(next);
    }

    public async Task<Lot?> FindAsync(LotId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return _lots.Find(l => l.Id == id);
    }

    public async Task<Lot?> FindByNumberAsync(LotKind kind, string number, CancellationToken cancellationToken = default) =>
        _lots.Find(l => l.Kind == kind && l.Number == number) is { } lot ? await FindAsync(lot.Id, cancellationToken) : null;

    public void Add(Lot lot) => _lots.Add(lot);

    public async Task<Equipment?> FindAsync(EquipmentId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return _equipment.Find(e => e.Id == id);
    }

    public async Task<Equipment?> FindByCodeAsync(SiteId site, string code, CancellationToken cancellationToken = default) =>
        _equipment.Find(e => e.SiteId == site && e.Code == code) is { } found
            ? await FindAsync(found.Id, cancellationToken)
            : null;

    public void Add(Equipment equipment) => _equipment.Add(equipment);
}
