using Becs.Contracts.Components;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Domain.Tests.KernelFakes;
using Becs.Domain.Tests.Rules;

namespace Becs.Domain.Tests.Components;

public sealed class ManufactureComponentsTests
{
    private static readonly ProductTable Table = ProductTable.Parse(
        File.ReadAllBytes(Path.Combine(Packs.Root, "workflows", "rules", "isbt128", "product-codes.sample.json")));

    private readonly KernelWorld _world = new();
    private readonly Donation _donation;
    private readonly DateTime _stoppedAt;

    public ManufactureComponentsTests()
    {
        _donation = _world.MakeDonation("W123426000010");
        _stoppedAt = _donation.Start!.StartedAt.AddMinutes(10);
    }

    [Fact]
    public async Task RunAsync_WhenInOrder_ThenTheBagsAreInQuarantineAndTheWholeBloodIsUsedUp()
    {
        var made = await RunAsync();

        Assert.All(made, u => Assert.Equal(UnitStatus.Quarantined, u.Status));
        Assert.Equal([ComponentClass.RedCells, ComponentClass.Plasma, ComponentClass.Platelets], made.Select(u => u.ComponentClass));
        var parent = _world.Units.Units.Single(u => u.ComponentClass == ComponentClass.WholeBlood && u.DonationId == _donation.Id);
        Assert.Equal(UnitStatus.Modified, parent.Status);
        Assert.Equal(FateKind.Modified, Assert.Single(_world.Units.Fates).Kind);
        Assert.All(made, u => Assert.Equal(parent.Id, Assert.Single(u.Parents).ParentId));
        Assert.Equal(4, _world.Events.Raised.Count(e => e.Fact is ComponentCreated));
        Assert.Contains(_donation.Id.Subject, _world.Subjects.Bumped);

        // Collected 2026-06-09 in New York: 42 and 5 days, to the end of the local day.
        Assert.Equal(new DateTime(2026, 7, 22, 3, 59, 0, DateTimeKind.Utc), made[0].ExpiresAt);
        Assert.Equal(new DateTime(2026, 6, 15, 3, 59, 0, DateTimeKind.Utc), made[2].ExpiresAt);
        Assert.Equal("0262022359", made[0].LabelExpiry().ToString());
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public async Task RunAsync_WhenTheBleedTookLong_ThenPlasmaAndPlateletsAreRefused(int minutes, bool allowed)
    {
        if (allowed)
        {
            Assert.Equal(3, (await RunAsync(bleedMinutes: minutes)).Count);
            return;
        }

        Assert.Equal("CMP-006", (await Assert.ThrowsAsync<RuleException>(() => RunAsync(bleedMinutes: minutes))).Code);
        Assert.DoesNotContain(_world.Units.Units, u => u.DonationId == _donation.Id);
        Assert.Single(await RunAsync(bleedMinutes: minutes, record: false, parts: p => [p[0]]));
    }

    [Theory]
    [InlineData(480, true)]
    [InlineData(481, false)]
    public async Task RunAsync_WhenFreezingOrSeparationIsLate_ThenRefused(int minutes, bool allowed)
    {
        Task<IReadOnlyList<Unit>> Frozen() => RunAsync(parts: p => [p[0], p[1] with { FrozenAt = _stoppedAt.AddMinutes(minutes) }]);
        if (allowed)
        {
            Assert.Equal(2, (await Frozen()).Count);
            return;
        }

        Assert.Equal("CMP-006", (await Assert.ThrowsAsync<RuleException>(Frozen)).Code);
        Assert.Equal("CMP-006", (await Assert.ThrowsAsync<RuleException>(() => RunAsync(
            record: false, parts: p => [p[0], p[2] with { ProducedAt = _stoppedAt.AddMinutes(minutes) }]))).Code);
    }

    [Fact]
    public async Task RunAsync_WhenTheBagsHoldMoreThanWasCollected_ThenRefused() => Assert.Equal(
        "CMP-007", (await Assert.ThrowsAsync<RuleException>(
            () => RunAsync(parts: p => [p[0], p[1] with { VolumeMl = 400 }]))).Code);

    [Fact]
    public async Task RunAsync_WhenTwoBagsBearOneCode_ThenRefused() => Assert.Equal(
        "CMP-005", (await Assert.ThrowsAsync<RuleException>(() => RunAsync(parts: p => [p[0], p[0]]))).Code);

    [Fact]
    public async Task RunAsync_WhenProcessedAlreadyOrNothingCollected_ThenRefused()
    {
        await RunAsync();
        Assert.Equal("CMP-002", (await Assert.ThrowsAsync<RuleException>(() => RunAsync(record: false))).Code);

        var empty = _world.MakeDonation("W123426000002");
        Assert.Equal("CMP-001", (await Assert.ThrowsAsync<RuleException>(() => RunAsync(record: false, donation: empty))).Code);
    }

    [Fact]
    public async Task RunAsync_WhenTheCodeIsUnknown_ThenRefused() => Assert.Equal(
        "ISBT-061", (await Assert.ThrowsAsync<RuleException>(
            () => RunAsync(parts: p => [p[0] with { ProductCode = "E9999V00" }]))).Code);

    [Fact]
    public async Task RunAsync_WhenMadeInTheFutureOrBeforeTheDraw_ThenRefused()
    {
        await Assert.ThrowsAsync<InputException>(
            () => RunAsync(parts: p => [p[0] with { ProducedAt = _world.Operation.Context.NowAt.AddMinutes(1) }]));
        await Assert.ThrowsAsync<InputException>(
            () => RunAsync(record: false, parts: p => [p[0] with { ProducedAt = _stoppedAt.AddMinutes(-1) }]));
    }

    private async Task<IReadOnlyList<Unit>> RunAsync(
        int bleedMinutes = 10, bool record = true, Donation? donation = null,
        Func<IReadOnlyList<ComponentPart>, IReadOnlyList<ComponentPart>>? parts = null)
    {
        var stoppedAt = _donation.Start!.StartedAt.AddMinutes(bleedMinutes);
        if (record)
        {
            _donation.End(new CollectionRecord(
                _world.Operation.Ids.New(), _donation.Id, 1,
                new CollectionDetails { Outcome = CollectionOutcome.Collected, StoppedAt = stoppedAt, VolumeMl = 500 }, 200, 250,
                FactStamp.Of(_world.Operation.Context)));
        }

        _world.As("cmp1", Permissions.ComponentsManufacture);
        IReadOnlyList<ComponentPart> usual =
        [
            new() { ProductCode = "E0336V00", VolumeMl = 320, ProducedAt = stoppedAt.AddHours(2) },
            new() { ProductCode = "E0701V00", VolumeMl = 230, ProducedAt = stoppedAt.AddHours(2), FrozenAt = stoppedAt.AddHours(5) },
            new() { ProductCode = "E2807V00", VolumeMl = 55, ProducedAt = stoppedAt.AddHours(2) },
        ];
        var manufacture = new ManufactureComponents(
            _world.Registers, _world.Units, _world.Units, new OneTable(), new ShippedRules(), new FakeSites(), _world.Subjects,
            _world.Events, _world.Operation.Ids, _world.Operation);
        return await manufacture.RunAsync(new ManufactureRequest
        {
            DonationId = (donation ?? _donation).Id,
            MethodCode = "PRP",
            SourceProductCode = "E0023V00",
            Parts = parts is null ? usual : parts(usual),
        });
    }

    private sealed class OneTable : IProductTables
    {
        public Task<ProductTable> ForAsync(SiteId site, CancellationToken cancellationToken = default) => Task.FromResult(Table);
    }
}
