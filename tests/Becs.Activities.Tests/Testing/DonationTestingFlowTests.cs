using Becs.Activities.Tests.Bank;
using Becs.Domain.Donations;
using Becs.Domain.Tests.Fakes;
using Becs.Domain.Testing;
using Becs.Workflows;
using TestOperation = Becs.Domain.Tests.Fakes.TestOperation;

namespace Becs.Activities.Tests.Testing;

public sealed class DonationTestingFlowTests
{
    [Fact]
    public async Task EveryBranch_IsTaken()
    {
        var coverage = new Coverage("donation-testing");
        coverage.Add(await SuitableAsync());
        coverage.Add(await LateAsync());
        coverage.Add(await UnsuitableWithoutConfirmationAsync());
        coverage.Add(await ConfirmedAsync());
        coverage.Add(await DiscrepantAsync("NotSettled"));
        coverage.Add(await DiscrepantAsync("Reevaluate"));
        coverage.Add(await SettledAsync());
        coverage.Add(await VoidRunAsync("nothing"));
        coverage.Add(await VoidRunAsync("initial"));
        coverage.Add(await VoidRunAsync("discrepant"));
        coverage.Add(await VoidRunAsync("suitable"));

        Assert.Empty(coverage.Missing());
    }

    [Fact]
    public async Task Result_BeforeTheWait_IsNotMissed()
    {
        var bank = await SuitableAsync();

        Assert.Contains(bank.Bursts, b => b.State?.DefinitionId == "donation-testing" && b.Status == WorkflowStatus.Finished);
    }

    private static async Task<(FlowBank Bank, Donation Donation)> CollectedAsync()
    {
        var bank = new FlowBank("donor-eligibility", "collection", "donation-testing");
        return (bank, await bank.CollectedAsync());
    }

    private static async Task<FlowBank> SuitableAsync()
    {
        var (bank, donation) = await CollectedAsync();
        await bank.TestAsync(donation);
        Assert.Empty(bank.OpenTasks);
        return bank;
    }

    // Every wait runs out once: results, the repeat, the confirmatory test.
    private static async Task<FlowBank> LateAsync()
    {
        var (bank, donation) = await CollectedAsync();
        await bank.AdvanceAsync(TimeSpan.FromHours(25));
        await bank.CompleteAsync("Task.ResultOverdue", "lab1", "LookedAfter");
        await bank.TestAsync(donation, "R", ("HCV-AB", "R"));
        await bank.AdvanceAsync(TimeSpan.FromHours(13));
        await bank.CompleteAsync("Task.RepeatOverdue", "lab1", "LookedAfter");
        await bank.RepeatAsync(donation, "R3", "R", "NR");
        await bank.AdvanceAsync(TimeSpan.FromDays(15));
        await bank.CompleteAsync("Task.ConfirmatoryOverdue", "lab1", "LookedAfter");
        return bank;
    }

    private static async Task<FlowBank> ConfirmedAsync()
    {
        var (bank, donation) = await CollectedAsync();
        await bank.TestAsync(donation, "R", ("HCV-AB", "R"));
        await bank.RepeatAsync(donation, "R3", "R", "R");
        await bank.ResultsAsync("R4", "lab1", BloodBank.Marker(donation, "HCV-AB", "R", "confirmatory"));
        Assert.Empty(bank.OpenTasks);
        return bank;
    }

    // The confirmatory result is there at the moment the donation becomes unsuitable.
    private static async Task<FlowBank> UnsuitableWithoutConfirmationAsync()
    {
        var (bank, donation) = await CollectedAsync();
        await bank.TestAsync(donation, "R", ("HCV-AB", "R"));
        await bank.ResultsAsync(
            "R3", "lab1", BloodBank.Marker(donation, "HCV-AB", "R", "repeat1"), BloodBank.Marker(donation, "HCV-AB", "R", "repeat2"),
            BloodBank.Marker(donation, "HCV-AB", "R", "confirmatory"));
        return bank;
    }

    private static async Task<FlowBank> DiscrepantAsync(string outcome)
    {
        var (bank, donation) = await CollectedAsync();
        await bank.ResultsAsync("R1", "lab1", [.. await bank.MarkersAsync(donation), Steps.Group(donation)]);
        await bank.ResultsAsync("R2", "lab2", Steps.OtherGroup(donation));
        await bank.CompleteAsync("Task.ResolveDiscrepancy", "lab2", outcome, new { cause = "not-found" });
        if (outcome == "NotSettled")
        {
            await bank.CompleteAsync("Task.SignDiscrepancy", "lab3", "Agree", meaning: "reviewed");
            Assert.Equal("unsuitable", (await bank.Rooms.Tests.FindProjectionAsync(donation.Id))!.Verdict);
        }

        return bank;
    }

    // Grouped again by somebody else, found, sent back, found again, signed: the donation goes on.
    private static async Task<FlowBank> SettledAsync()
    {
        var (bank, donation) = await CollectedAsync();
        await bank.ResultsAsync("R1", "lab1", [.. await bank.MarkersAsync(donation), Steps.Group(donation)]);
        await bank.ResultsAsync("R2", "lab2", Steps.OtherGroup(donation));
        await bank.ResultsAsync("R3", "lab2", Steps.Group(donation));
        var found = new { cause = "typing-error", abo = "A", rhD = "positive", evidenceRun = "R1", secondEvidenceRun = "R3" };
        await bank.CompleteAsync("Task.ResolveDiscrepancy", "lab2", "Settled", found);
        await bank.CompleteAsync("Task.SignDiscrepancy", "lab3", "SendBack", meaning: "reviewed");
        await bank.CompleteAsync("Task.ResolveDiscrepancy", "lab2", "Settled", found);
        await bank.CompleteAsync("Task.SignDiscrepancy", "lab3", "Agree", meaning: "reviewed");
        Assert.Equal("suitable", (await bank.Rooms.Tests.FindProjectionAsync(donation.Id))!.Verdict);
        return bank;
    }

    // The run that made the donation unsuitable is declared void; then the laboratory starts anew.
    private static async Task<FlowBank> VoidRunAsync(string then)
    {
        var (bank, donation) = await CollectedAsync();
        var markers = await bank.MarkersAsync(donation);
        var rest = markers.Where(m => m.TestCode != "HCV-AB").ToArray();
        await bank.ResultsAsync("G", "lab1", [.. rest, Steps.Group(donation)]);
        if (then != "discrepant")
        {
            await bank.ResultsAsync("G2", "lab2", Steps.Group(donation));
        }

        await bank.ResultsAsync("V", "lab1", BloodBank.Marker(donation, "HCV-AB", "R"));
        await bank.RepeatAsync(donation, "V2", "R", "R");
        foreach (var number in new[] { "V", "V2" })
        {
            var run = (await bank.Rooms.Tests.FindRunByNumberAsync(TestOperation.Site, number))!;
            bank.Rooms.Subjects.Forget();
            await bank.DoAsync("lab3", () => bank.Get<InvalidateRun>().ExecuteAsync(run.Id, "controls"));
        }

        switch (then)
        {
            case "nothing":
                await bank.AdvanceAsync(TimeSpan.FromDays(15));
                await bank.CompleteAsync("Task.ConfirmatoryOverdue", "lab1", "LookedAfter");
                break;
            case "initial":
                await bank.ResultsAsync("W", "lab1", BloodBank.Marker(donation, "HCV-AB", "R"));
                break;
            case "discrepant":
                await bank.ResultsAsync("W", "lab2", Steps.OtherGroup(donation));
                break;
            default:
                await bank.ResultsAsync("W", "lab1", BloodBank.Marker(donation, "HCV-AB", "NR"));
                break;
        }

        return bank;
    }
}
