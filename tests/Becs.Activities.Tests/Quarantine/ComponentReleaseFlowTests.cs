using Becs.Activities.Tests.Bank;
using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Workflows;
using DiscardUnit = Becs.Domain.Components.DiscardUnit;

namespace Becs.Activities.Tests.Quarantine;

public sealed class ComponentReleaseFlowTests
{
    private static readonly string[] _processes =
        ["donor-eligibility", "collection", "donation-testing", "component-manufacture", "component-release"];

    [Fact]
    public async Task EveryBranch_IsTaken()
    {
        var coverage = new Coverage("component-release");
        coverage.Add(await ReleasedAsync());
        coverage.Add(await BlockedAtEachStepAsync());
        coverage.Add(await ReactiveAsync());
        coverage.Add(await ReviewedAsync());

        Assert.Empty(coverage.Missing());
    }

    [Fact]
    public async Task DiscardedWithAHold_WhileItWaits_EndsTheCase()
    {
        var (bank, units) = await MadeAsync();
        await bank.TestAsync(await bank.DonationAsync());
        await bank.DoAsync("qa1", async () =>
        {
            await bank.Get<DiscardUnit>().RunAsync(units[0].Id, DiscardReasons.Broken);
            return 0;
        });
        await bank.CompleteAsync(bank.Task("Task.PrintLabel", units[0].Id.Value), "lbl1", "Print");

        var state = bank.Instances.Single(s => s.CorrelationId == units[0].Id.Value.ToString("D"));
        Assert.Equal(WorkflowStatus.Finished, state.Status);
        Assert.Equal(UnitStatus.Discarded, units[0].Status);
    }

    [Fact]
    public async Task LotHoldLifted_WakesTheWaitingBag()
    {
        var (bank, units) = await MadeAsync();
        var hold = await bank.DoAsync("qa1", () => bank.Get<HoldRegister>()
            .PlaceAsync(HoldScope.Lot, bank.Rooms.BagLot.Id.Value, HoldReasons.LotRecall, null));
        await bank.TestAsync(await bank.DonationAsync());
        Assert.DoesNotContain(bank.OpenTasks, t => t.SubjectId == units[0].Id.Value);

        await bank.LiftAsync(hold);

        Assert.Contains(bank.OpenTasks, t => t.SubjectId == units[0].Id.Value && t.TitleKey == "Task.PrintLabel");
    }

    [Fact]
    public async Task WholeBloodUsedUp_NeedsNoDecision()
    {
        var (bank, _) = await MadeAsync();
        var whole = bank.Units.Units.Single(u => u.ComponentClass == ComponentClass.WholeBlood);

        Assert.Equal(WorkflowStatus.Finished, bank.Instances.Single(s => s.CorrelationId == whole.Id.Value.ToString("D")).Status);
    }

    private static async Task<(FlowBank Bank, IReadOnlyList<Unit> Units)> MadeAsync()
    {
        var bank = new FlowBank(_processes);
        var donation = await bank.CollectedAsync();
        return (bank, await bank.MakeAsync(donation));
    }

    private static async Task<FlowBank> ReleasedAsync()
    {
        var (bank, units) = await MadeAsync();
        await bank.TestAsync(await bank.DonationAsync());
        await bank.LabelAndReleaseAsync(units[0]);
        return bank;
    }

    // A hold before the print, a wrong scan, a hold before the release, a rejection, kept once and then discarded.
    private static async Task<FlowBank> BlockedAtEachStepAsync()
    {
        var (bank, units) = await MadeAsync();
        await bank.TestAsync(await bank.DonationAsync());
        var unit = units[0];
        var hold = await bank.HoldAsync(unit);
        await bank.PrintAsync(unit);
        await bank.LiftAsync(hold);
        await bank.PrintAsync(unit);
        await bank.VerifyAsync(unit, "E0382V00");
        await bank.PrintAsync(unit);
        await bank.VerifyAsync(unit);
        hold = await bank.HoldAsync(unit);
        await bank.ReleaseAsync(unit);
        Assert.Equal(UnitStatus.Quarantined, unit.Status);
        await bank.LiftAsync(hold);
        await bank.PrintAsync(unit);
        await bank.VerifyAsync(unit);
        await bank.CompleteAsync(bank.Task("Task.ReleaseComponent", unit.Id.Value), "rel1", "Reject", meaning: "reviewed");
        await bank.CompleteAsync(bank.Task("Task.DiscardUnit", unit.Id.Value), "rel1", "Keep");
        await bank.PrintAsync(unit);
        await bank.VerifyAsync(unit);
        await bank.CompleteAsync(bank.Task("Task.ReleaseComponent", unit.Id.Value), "rel1", "Reject", meaning: "reviewed");
        await bank.CompleteAsync(bank.Task("Task.DiscardUnit", unit.Id.Value), "rel1", "Discard", new { reasonCode = "visual" });
        Assert.Equal(UnitStatus.Discarded, unit.Status);
        return bank;
    }

    private static async Task<FlowBank> ReactiveAsync()
    {
        var (bank, units) = await MadeAsync();
        var donation = await bank.DonationAsync();
        await bank.TestAsync(donation, "R", ("HIV-NAT", "R"));
        var bag = units[0].Id.Value;

        // Reactive, whatever reason is chosen: two persons.
        await bank.CompleteAsync(bank.Task("Task.DiscardUnit", bag), "rel1", "Discard", new { reasonCode = "expired" });
        Assert.True(units[0].AwaitsDestruction);
        await bank.CompleteAsync(bank.Task("Task.WitnessDestruction", bag), "rel2", "SendBack");
        Assert.False(units[0].AwaitsDestruction);
        await bank.CompleteAsync(bank.Task("Task.DiscardUnit", bag), "rel1", "Discard", new { reasonCode = "tti" });
        await bank.CompleteAsync(
            bank.Task("Task.WitnessDestruction", bag), "rel2", "Confirm", new { din = $"={units[0].Din.Value}00", destroyed = true });
        Assert.Equal(UnitStatus.Discarded, units[0].Status);
        return bank;
    }

    private static async Task<FlowBank> ReviewedAsync()
    {
        var (bank, units) = await MadeAsync();
        await bank.AdvanceAsync(TimeSpan.FromHours(25));
        await bank.CompleteAsync(bank.Task("Task.ReviewBlockedUnit", units[0].Id.Value), "rel1", "KeepWaiting", new { });
        await bank.AdvanceAsync(TimeSpan.FromHours(25));
        await bank.CompleteAsync(bank.Task("Task.ReviewBlockedUnit", units[0].Id.Value), "rel1", "Discard", new { });
        Assert.Equal("Task.DiscardUnit", bank.OpenTasks.Single(t => t.SubjectId == units[0].Id.Value).TitleKey);
        return bank;
    }
}
