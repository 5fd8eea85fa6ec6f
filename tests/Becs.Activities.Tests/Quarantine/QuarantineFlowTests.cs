using Becs.Activities.Tests.Bank;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Activities.Tests.Quarantine;

public sealed class QuarantineFlowTests
{
    [Fact]
    public async Task EveryBranch_IsTaken()
    {
        var coverage = new Coverage("quarantine");
        coverage.Add(await RunAsync("ProposeLift", null));
        coverage.Add(await RunAsync("ProposeDiscard", new { discardReasonCode = "visual" }));

        Assert.Empty(coverage.Missing());
    }

    // Sent back once, then closed.
    private static async Task<FlowBank> RunAsync(string proposal, object? closing)
    {
        var bank = new FlowBank("quarantine");
        var lot = bank.Rooms.BagLot.Id.Value;
        var hold = await bank.DoAsync("lab1", () => bank.Get<HoldRegister>().PlaceAsync(HoldScope.Lot, lot, HoldReasons.Recall, null));
        await bank.CompleteAsync("Task.InvestigateHold", "lab1", "ProposeLift", new { findingCode = "looked" });
        await Assert.ThrowsAsync<ForbiddenException>(() => bank.CompleteAsync("Task.CoSignLift", "lab1", "Agree"));
        await bank.CompleteAsync("Task.CoSignLift", "rel1", "SendBack", meaning: "reviewed");
        await bank.CompleteAsync("Task.InvestigateHold", "lab1", proposal, new { findingCode = "looked" });
        var task = Assert.Single(bank.OpenTasks);
        await bank.CompleteAsync(task, "rel1", "Agree", closing);

        Assert.False(hold.IsOpen);
        Assert.All(bank.Instances, s => Assert.Equal(Becs.Workflows.WorkflowStatus.Finished, s.Status));
        return bank;
    }
}
