using Becs.Contracts.Orders;
using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Orders;

/// <content>Emergencies, allocation and what changes meanwhile.</content>
public sealed partial class IssueUnitTests
{
    [Fact]
    public async Task RunAsync_WhenEmergency_ThenWithoutSampleAndCrossmatchAndThePhysicianMaySignLater()
    {
        var world = await IssueWorld.StartAsync(OrderUrgency.Emergency, determinations: 0);
        Assert.NotNull((await world.AllocateAsync(emergency: true)).Allocation);

        var outcome = await world.IssueAsync(r => r with { IsEmergency = true });

        Assert.True(outcome.Issue!.IsEmergency);
        Assert.Equal(CheckState.NotApplicable, outcome.Vector[IssueCodes.Crossmatch].State);
        Assert.True(world.Kernel.Events.Single<UnitIssued>().PhysicianSignatureOpen);
        world.Kernel.As("phy1", Permissions.UnitsIssueEmergency);
        world.Kernel.Operation.Sign(SignatureMeanings.EmergencyRequest, world.Order.Id.Subject.ToString());
        await world.Kernel.Issuing.SignEmergencyAsync(outcome.Issue.Id, Stop);
        Assert.Equal("ISS-409", (await Assert.ThrowsAsync<ConflictException>(
            () => world.Kernel.Issuing.SignEmergencyAsync(outcome.Issue.Id, Stop))).Code);
    }

    [Theory]
    [InlineData(AboGroup.A, RhD.Negative, "abo-incompatible-group-unconfirmed")]
    [InlineData(AboGroup.O, RhD.Positive, "rhd-incompatible-type-unconfirmed")]
    public async Task AllocateAsync_WhenEmergencyAndTheBagIsNotUniversal_ThenRefused(AboGroup abo, RhD rhD, string reason)
    {
        var world = await IssueWorld.StartAsync(OrderUrgency.Emergency, determinations: 0);
        world.Kernel.Blockers.Group = new(abo, rhD);

        Assert.Equal(reason, (await world.AllocateAsync(emergency: true)).Vector[IssueCodes.Compatible].Reason);
    }

    [Fact]
    public async Task AllocateAsync_WhenEmergencyButReactiveOrHeld_ThenRefused()
    {
        var world = await IssueWorld.StartAsync(OrderUrgency.Emergency, determinations: 0);
        world.Kernel.Blockers.Otherwise["RB-14"] = () => BlockerResult.Blocked("RB-14", "reactive:HIV-AB");
        Assert.True((await world.AllocateAsync(emergency: true)).Vector[IssueCodes.Testing].Fails);

        world.Kernel.Blockers.Otherwise.Clear();
        world.Kernel.As("iss1", Permissions.HoldsPlace);
        await world.Kernel.Holds.PlaceAsync(HoldScope.Unit, world.Unit.Id.Value, HoldReasons.Manual, cancellationToken: Stop);
        Assert.True((await world.AllocateAsync(emergency: true)).Vector[IssueCodes.NoHold].Fails);
    }

    [Fact]
    public async Task AllocateAsync_WhenEmergencyIsClaimedForARoutineOrder_ThenRefused()
    {
        var world = await IssueWorld.StartAsync(determinations: 0);

        Assert.Equal("ORD-004", (await Assert.ThrowsAsync<RuleException>(() => world.AllocateAsync(emergency: true))).Code);
    }

    [Fact]
    public async Task AllocateAsync_WhenAlreadyAllocated_ThenRefused()
    {
        var world = await IssueWorld.StartAsync();
        Assert.NotNull((await world.AllocateAsync()).Allocation);

        Assert.Null((await world.AllocateAsync()).Allocation);
        Assert.Single(world.Kernel.Orders.Allocations);
    }

    [Fact]
    public async Task ProposeAsync_WhenSeveralFit_ThenShortestDatedFirstAndHeldOnesNot()
    {
        var world = await IssueWorld.StartAsync();
        var now = world.Kernel.Operation.Context.NowAt;
        var shorter = await world.Kernel.ReleasedAsync(world.Kernel.MakeUnit("E0336VA0", expiresAt: now.AddDays(5)));
        var held = await world.Kernel.ReleasedAsync(world.Kernel.MakeUnit("E0336VB0", expiresAt: now.AddDays(2)));
        world.Kernel.As("iss1", Permissions.HoldsPlace);
        await world.Kernel.Holds.PlaceAsync(HoldScope.Unit, held.Id.Value, HoldReasons.Manual, cancellationToken: Stop);
        var order = await world.PlaceAsync(OrderUrgency.Routine, ComponentClass.RedCells, 5);
        world.Kernel.As("iss1", Permissions.OrdersAllocate);

        var proposed = await world.Kernel.Allocations.ProposeAsync(order.Id, 1, cancellationToken: Stop);

        Assert.Equal([shorter.Id, world.Unit.Id], proposed.Select(p => p.UnitId));
    }
}
