using Becs.Domain.Components;
using Becs.Domain.Inventory;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Bags, their labels, fates, moves and stock lists in memory.</summary>
public sealed class FakeUnits(ISubjects subjects) : IUnits, ILabels, IFates, IStock, IUnitMoves
{
    private readonly List<LabelPrint> _prints = [];
    private readonly List<LabelVoid> _voids = [];
    private readonly List<LabelVerification> _verifications = [];

    public List<Unit> Units { get; } = [];

    public List<Fate> Fates { get; } = [];

    public List<UnitMove> Moves { get; } = [];

    public void Add(Unit unit) => Units.Add(unit);

    public void Add(LabelPrint print) => _prints.Add(print);

    public void Add(LabelVoid labelVoid) => _voids.Add(labelVoid);

    public void Add(LabelVerification verification) => _verifications.Add(verification);

    public void Add(Fate fate)
    {
        Assert.DoesNotContain(Fates, f => f.UnitId == fate.UnitId);
        Fates.Add(fate);
    }

    public void Add(UnitMove move) => Moves.Add(move);

    public async Task<Unit?> FindAsync(UnitId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return Units.SingleOrDefault(u => u.Id == id);
    }

    public Task<IReadOnlyList<Unit>> BearingAsync(
        DonationNumber din, string productCode, CancellationToken cancellationToken = default) =>
        WhereAsync(u => u.Din == din && u.Label.ProductCode == productCode);

    public Task<IReadOnlyList<Unit>> OfDonationAsync(DonationId donation, CancellationToken cancellationToken = default) =>
        WhereAsync(u => u.DonationId == donation);

    public Task<IReadOnlyList<Unit>> ChildrenOfAsync(UnitId parent, CancellationToken cancellationToken = default) =>
        WhereAsync(u => u.Parents.Any(p => p.ParentId == parent));

    public async Task<LabelHistory> OfAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return new LabelHistory(
            [.. _prints.Where(p => p.UnitId == unit)], [.. _voids.Where(v => v.UnitId == unit)],
            [.. _verifications.Where(v => v.UnitId == unit)]);
    }

    async Task<Fate?> IFates.OfAsync(UnitId unit, CancellationToken cancellationToken)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return Fates.SingleOrDefault(f => f.UnitId == unit);
    }

    Task<IReadOnlyList<UnitMove>> IUnitMoves.OfAsync(UnitId unit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<UnitMove>>([.. Moves.Where(m => m.UnitId == unit)]);

    public Task<IReadOnlyList<StockItem>> ListAsync(StockFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<StockItem>>([.. Units
            .Where(u => u.SiteId == filter.SiteId && u.Status == filter.Status
                && (filter.ComponentClass is null || u.ComponentClass == filter.ComponentClass)
                && (filter.ExpiresAfterAt is null || u.ExpiresAt > filter.ExpiresAfterAt))
            .OrderBy(u => u.ExpiresAt)
            .Select(u => new StockItem(
                u.Id, u.DonationId, u.Din, u.Label.ProductCode, u.ComponentClass, null, u.ExpiresAt, u.Status, u.StorageCode))]);

    private async Task<IReadOnlyList<Unit>> WhereAsync(Func<Unit, bool> where)
    {
        var found = Units.Where(where).ToList();
        foreach (var unit in found)
        {
            await subjects.TouchAsync(unit.Id.Subject);
        }

        return found;
    }
}
