using Becs.Activities.Tests.Bank;
using Becs.Contracts.Donations;
using Becs.Domain.Donations;

namespace Becs.Activities.Tests.Donations;

public sealed class CollectionFlowTests
{
    private const string OtherDin = "=W12342699999900";

    [Fact]
    public async Task EveryBranch_IsTaken()
    {
        var coverage = new Coverage("collection");
        coverage.Add(await RelabelledAndCollectedAsync());
        coverage.Add(await StoppedAtTheLabelsAsync());
        coverage.Add(await DonorLeftAsync());
        coverage.Add(await RefusedAsync("Stop"));
        coverage.Add(await RefusedAsync("ScanAgain"));
        coverage.Add(await FailedAsync());

        Assert.Empty(coverage.Missing());
    }

    private static async Task<(FlowBank Bank, Donation Donation)> AcceptedAsync()
    {
        var bank = new FlowBank("donor-eligibility", "collection");
        return (bank, await bank.AcceptedAsync());
    }

    private static async Task<FlowBank> RelabelledAndCollectedAsync()
    {
        var (bank, donation) = await AcceptedAsync();
        await bank.ScanAsync(donation, OtherDin);
        await bank.CompleteAsync("Task.Relabel", "phl1", "Relabelled");
        await bank.ScanAsync(donation);
        await bank.StartDrawAsync(birthDate: "1991-03-04");
        await bank.CompleteAsync("Task.StartRefused", "phl1", "TryAgain");
        await bank.StartDrawAsync();
        await bank.AdvanceAsync(TimeSpan.FromMinutes(10));
        await bank.CompleteAsync("Task.StopCollection", "phl1", "Collected", new { volumeMl = 480, reactionKind = "none" });
        await bank.SendTubesAsync(donation);
        Assert.Equal(DonationStatus.Collected, donation.Status);
        return bank;
    }

    private static async Task<FlowBank> StoppedAtTheLabelsAsync()
    {
        var (bank, donation) = await AcceptedAsync();
        await bank.ScanAsync(donation, OtherDin);
        await bank.CompleteAsync("Task.Relabel", "phl1", "Stop");
        AssertNotStarted(bank, donation, "labels-differ");
        return bank;
    }

    private static async Task<FlowBank> DonorLeftAsync()
    {
        var (bank, donation) = await AcceptedAsync();
        await bank.ScanAsync(donation);
        await bank.CompleteAsync("Task.StartCollection", "phl1", "DonorLeft");
        AssertNotStarted(bank, donation, "donor-left");
        return bank;
    }

    private static async Task<FlowBank> RefusedAsync(string outcome)
    {
        var (bank, donation) = await AcceptedAsync();
        await bank.ScanAsync(donation);
        await bank.StartDrawAsync(birthDate: "1991-03-04");
        await bank.CompleteAsync("Task.StartRefused", "phl1", outcome);
        Assert.NotEqual(DonationStatus.Collected, donation.Status);
        if (outcome == "Stop")
        {
            AssertNotStarted(bank, donation, "start-refused");
        }

        return bank;
    }

    /// <summary>The number has its fate: a record with a reason, an event, and no way back.</summary>
    private static void AssertNotStarted(FlowBank bank, Donation donation, string reason)
    {
        Assert.Equal((DonationStatus.Failed, CollectionOutcome.NotStarted), (donation.Status, donation.Record!.Outcome));
        Assert.Equal((reason, "phl1"), (donation.Record.FailureCode, donation.Record.Stamp.UserName));
        var failed = Assert.Single(bank.Rooms.Events.Of<CollectionFailed>());
        Assert.Equal((donation.Din.Value, reason, 0), (failed.Din, failed.ReasonCode, failed.VolumeMl));
    }

    private static async Task<FlowBank> FailedAsync()
    {
        var (bank, donation) = await AcceptedAsync();
        await bank.ScanAsync(donation);
        await bank.StartDrawAsync();
        await bank.AdvanceAsync(TimeSpan.FromMinutes(3));
        await bank.CompleteAsync(
            "Task.StopCollection", "phl1", "Failed", new { volumeMl = 40, reactionKind = "none", failureCode = "no-flow" });
        return bank;
    }
}
