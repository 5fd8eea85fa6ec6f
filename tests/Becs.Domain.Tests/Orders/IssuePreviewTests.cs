using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Orders;

public sealed class IssuePreviewTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfAllocationAsync_WhenTheBagFits_ThenEveryCheckOfTheGateAndNoDecision()
    {
        var world = await IssueWorld.StartAsync();
        var decisions = world.Kernel.Quarantine.Decisions.Count;
        world.Kernel.As("iss1");

        var shown = await world.Kernel.Preview.OfAllocationAsync(world.Order.Id, world.Unit.Id, false, Stop);

        Assert.True(shown.IsClear);
        Assert.Equal(decisions, world.Kernel.Quarantine.Decisions.Count);
    }

    [Fact]
    public async Task OfIssueAsync_WhenReady_ThenOnlyWhatIsStatedAtTheDeskIsLeftOut()
    {
        var world = await IssueWorld.ReadyAsync();

        var shown = await world.Kernel.Preview.OfIssueAsync(world.Order.Id, world.Unit.Id, Stop);

        Assert.Empty(shown.Failed);
        Assert.Equal(IssueCodes.ForIssue.Except(IssueCodes.AtTheDesk), shown.Results.Select(r => r.Code));
    }

    [Fact]
    public async Task OfIssueAsync_WhenHeldMeanwhile_ThenShowsTheHold()
    {
        var world = await IssueWorld.ReadyAsync();
        world.Kernel.As("qa1", Domain.Shared.Permissions.HoldsPlace);
        await world.Kernel.Holds.PlaceAsync(HoldScope.Unit, world.Unit.Id.Value, HoldReasons.Manual, null, Stop);

        var shown = await world.Kernel.Preview.OfIssueAsync(world.Order.Id, world.Unit.Id, Stop);

        Assert.Contains(IssueCodes.NoHold, shown.Failed.Select(f => f.Code));
    }

    [Fact]
    public async Task OfIssueAsync_WhenNotReserved_ThenShowsIt()
    {
        var world = await IssueWorld.StartAsync();

        var shown = await world.Kernel.Preview.OfIssueAsync(world.Order.Id, world.Unit.Id, Stop);

        Assert.Contains(IssueCodes.Allocated, shown.Failed.Select(f => f.Code));
    }
}
