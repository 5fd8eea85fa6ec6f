using Becs.Domain.Components;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Orders;

public sealed class UnitOutcomesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 100, null, null)]
    [InlineData(true, 101, null, "temperature")]
    [InlineData(true, 10, null, null)]
    [InlineData(true, 9, null, "temperature")]
    [InlineData(true, 101, 5, "temperature")]
    [InlineData(true, null, 30, null)]
    [InlineData(true, null, 31, "too-long-out")]
    [InlineData(true, null, null, "too-long-out")]
    [InlineData(false, 50, 5, "seal-broken")]
    public async Task ReturnAsync_WhenFitOrNot_ThenRestockedOrHeld(bool seal, int? temperature, int? minutes, string? obstacle)
    {
        var world = await IssuedAsync();
        world.Kernel.As("iss2", Permissions.UnitsReturn);

        var back = await world.Kernel.Outcomes.ReturnAsync(world.Unit.Id, new ReturnCondition(seal, temperature, minutes), Stop);

        Assert.Equal(obstacle is null, back.IsAccepted);
        Assert.Equal(obstacle is null ? UnitStatus.Released : UnitStatus.Returned, world.Unit.Status);
        Assert.Equal(obstacle is null ? 0 : 1, world.Kernel.Quarantine.Holds.Count);
    }

    [Fact]
    public async Task ReturnAsync_WhenAccepted_ThenTheBagMayBeIssuedAgainWithTheNextNumber()
    {
        var world = await IssuedAsync();
        world.Kernel.As("iss2", Permissions.UnitsReturn);
        await world.Kernel.Outcomes.ReturnAsync(world.Unit.Id, new ReturnCondition(true, 50, 5), Stop);
        var order = await world.PlaceAsync(OrderUrgency.Routine, Domain.Isbt128.ComponentClass.RedCells, 1);
        Assert.NotNull((await world.AllocateAsync(order: order)).Allocation);

        var again = await world.IssueAsync(r => r with { OrderId = order.Id });

        Assert.Equal(2, again.Issue!.Number);
    }

    [Fact]
    public async Task TransfuseAsync_WhenIssued_ThenItIsTheOnlyFate()
    {
        var world = await IssuedAsync();
        var now = world.Kernel.As("hos1", Permissions.TransfusionsReport).NowAt;
        var fate = await world.Kernel.Outcomes.TransfuseAsync(world.Unit.Id, now, Stop);

        Assert.Equal(FateKind.Transfused, fate.Kind);
        Assert.Equal("OUT-001", (await Assert.ThrowsAsync<RuleException>(
            () => world.Kernel.Outcomes.WasteAsync(world.Unit.Id, DiscardReasons.Broken, Stop))).Code);
        Assert.Single(world.Kernel.Units.Fates);
    }

    [Fact]
    public async Task TransfuseAsync_WhenInTheFutureOrBeforeTheIssue_ThenRefused()
    {
        var world = await IssuedAsync();
        var now = world.Kernel.As("hos1", Permissions.TransfusionsReport).NowAt;

        await Assert.ThrowsAsync<InputException>(() => world.Kernel.Outcomes.TransfuseAsync(world.Unit.Id, now.AddMinutes(1), Stop));
        await Assert.ThrowsAsync<InputException>(() => world.Kernel.Outcomes.TransfuseAsync(world.Unit.Id, now.AddMinutes(-1), Stop));
    }

    [Fact]
    public async Task TransfuseAsync_WhenReportedByAnotherSite_ThenForbidden()
    {
        var world = await IssuedAsync();
        var now = world.Kernel.As("hos9", Permissions.TransfusionsReport).NowAt;
        world.Kernel.Operation.With(c => c with { SiteId = TestOperation.OtherSite });

        await Assert.ThrowsAsync<ForbiddenException>(() => world.Kernel.Outcomes.TransfuseAsync(world.Unit.Id, now, Stop));
    }

    [Fact]
    public async Task RunAsync_WhenReleasedBagIsDiscarded_ThenItsAllocationEndsAndItHasItsFate()
    {
        var world = await IssueWorld.StartAsync();
        await world.AllocateAsync();
        world.Kernel.As("rel1", Permissions.ComponentsDiscard);

        await world.Kernel.Discard.RunAsync(world.Unit.Id, DiscardReasons.Broken, Stop);

        Assert.Equal(UnitStatus.Discarded, world.Unit.Status);
        Assert.False(Assert.Single(world.Kernel.Orders.Allocations).IsOpen);
        Assert.Equal(FateKind.Discarded, Assert.Single(world.Kernel.Units.Fates).Kind);
    }

    [Fact]
    public async Task RunAsync_WhenBiohazardIsDiscardedWithoutSignature_ThenRefused()
    {
        var world = new KernelWorld();
        world.As("rel1", Permissions.ComponentsDiscard);

        Assert.Equal("SIG-001", (await Assert.ThrowsAsync<RuleException>(
            () => world.Discard.RunAsync(world.Unit.Id, DiscardReasons.TransmissibleInfection, Stop))).Code);
    }

    [Fact]
    public async Task CloseAsync_WhenTheProposalIsToDiscard_ThenTheBagsEnd()
    {
        var world = new KernelWorld();
        world.As("cmp1", Permissions.HoldsPlace);
        var hold = await world.Holds.PlaceAsync(HoldScope.Donation, world.Donation.Id.Value, HoldReasons.ReactiveResult, cancellationToken: Stop);
        Assert.Contains(world.Donation.Id.Subject, world.Subjects.Bumped);
        Assert.Contains(world.Unit.Id.Subject, world.Subjects.Bumped);
        world.As("rel1", Permissions.HoldsPlace, Permissions.HoldsLift);
        await world.Holds.ProposeAsync(hold.Id, HoldDecision.Discard, "confirmed", Stop);
        world.Operation.Sign(Domain.Signatures.SignatureMeanings.Discarded, hold.Id.Subject.ToString());
        Assert.Equal("HLD-003", (await Assert.ThrowsAsync<ForbiddenException>(() => world.Holds.CloseAsync(hold.Id, cancellationToken: Stop))).Code);

        world.As("qa1", Permissions.HoldsLift);
        Assert.Equal("SIG-001", (await Assert.ThrowsAsync<RuleException>(() => world.Holds.CloseAsync(hold.Id, cancellationToken: Stop))).Code);
        world.Operation.Sign(Domain.Signatures.SignatureMeanings.Discarded, hold.Id.Subject.ToString());
        await world.Holds.CloseAsync(hold.Id, DiscardReasons.TransmissibleInfection, Stop);

        Assert.Equal(UnitStatus.Discarded, world.Unit.Status);
        Assert.False(hold.IsOpen);
    }

    private static async Task<IssueWorld> IssuedAsync()
    {
        var world = await IssueWorld.ReadyAsync();
        Assert.NotNull((await world.IssueAsync()).Issue);
        return world;
    }
}
