using Becs.Activities.Tests.Bank;
using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Signatures;
using Becs.Workflows;

namespace Becs.Activities.Tests.Orders;

public sealed class OrderFlowTests
{
    private static readonly string[] _processes =
    [
        "donor-eligibility", "collection", "donation-testing", "component-manufacture", "component-release", "order-and-issue",
    ];

    [Fact]
    public async Task EveryBranch_IsTaken()
    {
        var coverage = new Coverage("order-and-issue");
        coverage.Add(await TransfusedAsync());
        coverage.Add(await ReturnedAsync("BackToStock"));
        coverage.Add(await ReturnedAsync("Unfit"));
        coverage.Add(await WastedAfterObstaclesAsync());
        coverage.Add(await PlasmaAsync());
        coverage.Add(await WithdrawnAsync());
        coverage.Add(await NoStockAsync("Search"));
        coverage.Add(await NoStockAsync("CancelRequest"));
        coverage.Add(await OrderCancelledAsync());
        coverage.Add(await EmergencyAsync("Transfused", "Compatible"));
        coverage.Add(await EmergencyAsync("Wasted", "Incompatible"));
        coverage.Add(await EmergencyAsync("Returned", "NotDone", 60));
        coverage.Add(await EmergencyAsync("Returned", "Compatible", 250));
        coverage.Add(await NoEmergencyStockAsync());

        Assert.Empty(coverage.Missing());
    }

    [Fact]
    public async Task WaitForStock_WhenThePatientsTestsBecomeKnown_ThenABagIsProposedAtOnce()
    {
        var bank = new FlowBank(_processes);
        await bank.InStockAsync();
        var patient = await bank.RegisteredAsync();
        await bank.OrderAsync(patient);
        Assert.Empty(bank.OpenTasks);

        await bank.TestPatientAsync(patient);

        Assert.Equal("Task.AllocateUnit", Assert.Single(bank.OpenTasks).TitleKey);
    }

    [Fact]
    public async Task WaitForStock_WhenTheHoldOnTheBagIsLifted_ThenItIsProposedAtOnce()
    {
        var (bank, unit, patient) = await StockAsync();
        var holds = bank.Get<HoldRegister>();
        var hold = await bank.DoAsync("lab1", () => holds.PlaceAsync(HoldScope.Unit, unit.Id.Value, HoldReasons.Recall, null));
        await bank.OrderAsync(patient);
        Assert.Empty(bank.OpenTasks);

        await bank.DoAsync("lab1", () => holds.ProposeAsync(hold.Id, HoldDecision.Lift, "looked"));
        Assert.Empty(bank.OpenTasks);
        await bank.DoAsync("rel1", () => holds.CloseAsync(hold.Id), SignatureMeanings.Lifted);

        Assert.Equal("Task.AllocateUnit", Assert.Single(bank.OpenTasks).TitleKey);
    }

    [Fact]
    public async Task ReportFate_WhenTheBagEndsOutsideItsCase_ThenTheCaseEndsByItself()
    {
        var (bank, unit) = await IssuedAsync();
        await bank.DoAsync("hos1", () => bank.Get<UnitOutcomes>().TransfuseAsync(unit.Id, bank.Rooms.Operation.Context.NowAt));

        Assert.Empty(bank.OpenTasks);
        Assert.Equal(WorkflowStatus.Finished, bank.Instances.Single(s => s.DefinitionId == "order-and-issue").Status);
    }

    [Fact]
    public async Task ReportFate_WhenTheBagIsTakenBackOutsideItsCase_ThenTheCaseEndsByItself()
    {
        var (bank, unit) = await IssuedAsync();
        await bank.DoAsync("iss1", () => bank.Get<UnitOutcomes>().ReturnAsync(unit.Id, new ReturnCondition(true, 60, null)));

        Assert.Equal(UnitStatus.Released, unit.Status);
        Assert.Empty(bank.OpenTasks);
        Assert.Equal(WorkflowStatus.Finished, bank.Instances.Single(s => s.DefinitionId == "order-and-issue").Status);
    }

    [Fact]
    public async Task InspectReturn_WhenTheBagIsWastedOutsideItsCase_ThenTheCaseEndsByItself()
    {
        var (bank, unit) = await IssuedAsync();
        await bank.CompleteAsync("Task.ReportFate", "hos1", "Returned");
        Assert.Equal("Task.InspectReturn", Assert.Single(bank.OpenTasks).TitleKey);
        await bank.DoAsync("hos1", () => bank.Get<UnitOutcomes>().WasteAsync(unit.Id, "temperature"));

        Assert.Empty(bank.OpenTasks);
        Assert.Equal(WorkflowStatus.Finished, bank.Instances.Single(s => s.DefinitionId == "order-and-issue").Status);
    }

    private static async Task<(FlowBank Bank, Unit Unit, Patient Patient)> StockAsync()
    {
        var bank = new FlowBank(_processes);
        var unit = await bank.InStockAsync();
        return (bank, unit, await bank.PatientAsync());
    }

    private static async Task<(FlowBank Bank, Unit Unit)> IssuedAsync()
    {
        var (bank, unit, patient) = await StockAsync();
        await bank.OrderAsync(patient);
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CrossmatchAsync();
        await bank.CompleteAsync("Task.IssueUnit", "iss1", "Issue", Steps.IssueForm(unit));
        Assert.Equal(UnitStatus.Issued, unit.Status);
        return (bank, unit);
    }

    private static async Task<FlowBank> TransfusedAsync()
    {
        var (bank, unit) = await IssuedAsync();
        await bank.CompleteAsync("Task.ReportFate", "hos1", "Transfused");
        Assert.Equal(UnitStatus.Transfused, unit.Status);
        Assert.All(bank.Instances.Where(s => s.DefinitionId == "order-and-issue"), s => Assert.Equal(WorkflowStatus.Finished, s.Status));
        return bank;
    }

    private static async Task<FlowBank> ReturnedAsync(string expected)
    {
        var (bank, unit) = await IssuedAsync();
        await bank.CompleteAsync("Task.ReportFate", "hos1", "Returned");
        await bank.CompleteAsync(
            "Task.InspectReturn", "iss1", "Record", new { sealIntact = true, temperatureTenthsC = expected == "Unfit" ? 120 : 60 });
        Assert.Equal(expected == "Unfit" ? UnitStatus.Returned : UnitStatus.Released, unit.Status);
        return bank;
    }

    // Another bag wanted, incompatible, not done, refused twice at the desk, at last issued and wasted.
    private static async Task<FlowBank> WastedAfterObstaclesAsync()
    {
        var (bank, unit, patient) = await StockAsync();
        await bank.OrderAsync(patient);
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "OtherUnit");
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CompleteAsync("Task.Crossmatch", "lab1", "NotDone");
        await bank.CompleteAsync("Task.ReleaseAllocation", "iss1", "GiveBack");
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CrossmatchAsync("Incompatible");
        await bank.CompleteAsync("Task.ReleaseAllocation", "iss1", "GiveBack");
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CrossmatchAsync();
        await bank.CompleteAsync("Task.IssueUnit", "iss1", "Issue", Steps.IssueForm(unit, normal: false));
        Assert.Equal(UnitStatus.Allocated, unit.Status);
        await bank.CompleteAsync("Task.IssueRefused", "iss1", "OtherUnit");
        await bank.CompleteAsync("Task.ReleaseAllocation", "iss1", "GiveBack");
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CrossmatchAsync();
        await bank.CompleteAsync("Task.IssueUnit", "iss1", "NotIssued");
        await bank.CompleteAsync("Task.IssueRefused", "iss1", "TryAgain");
        await bank.CompleteAsync("Task.IssueUnit", "iss1", "Issue", Steps.IssueForm(unit));
        await bank.CompleteAsync("Task.ReportFate", "hos1", "Wasted", new { wasteReasonCode = "temperature" });
        Assert.Equal(UnitStatus.Discarded, unit.Status);
        return bank;
    }

    private static async Task<FlowBank> PlasmaAsync()
    {
        var bank = new FlowBank(_processes);
        var donation = await bank.CollectedAsync();
        await bank.TestAsync(donation);
        var plasma = (await bank.MakeAsync(donation)).Single(u => u.ComponentClass == ComponentClass.Plasma);
        await bank.LabelAndReleaseAsync(plasma);
        await bank.OrderAsync(await bank.PatientAsync(), componentClass: ComponentClass.Plasma);
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CompleteAsync("Task.IssueUnit", "iss1", "Issue", Steps.IssueForm(plasma));
        Assert.Equal(UnitStatus.Issued, plasma.Status);
        return bank;
    }

    private static async Task<FlowBank> WithdrawnAsync()
    {
        var (bank, _, patient) = await StockAsync();
        await bank.OrderAsync(patient);
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "CancelRequest");
        Assert.Empty(bank.OpenTasks);
        return bank;
    }

    private static async Task<FlowBank> NoStockAsync(string outcome)
    {
        var bank = new FlowBank("order-and-issue");
        await bank.OrderAsync(await bank.PatientAsync());
        await bank.AdvanceAsync(TimeSpan.FromMinutes(61));
        await bank.CompleteAsync("Task.NoStock", "iss1", outcome);
        return bank;
    }

    private static async Task<FlowBank> OrderCancelledAsync()
    {
        var bank = new FlowBank("order-and-issue");
        var order = await bank.OrderAsync(await bank.PatientAsync());
        await bank.DoAsync("hos1", async () =>
        {
            await bank.Get<PlaceOrder>().CancelAsync(order.Id, "not-needed");
            return 0;
        });
        Assert.Equal(WorkflowStatus.Finished, Assert.Single(bank.Instances).Status);
        return bank;
    }

    private static async Task<FlowBank> EmergencyAsync(string fate, string crossmatch, int temperatureTenthsC = 60)
    {
        var (bank, unit, patient) = await StockAsync();
        await bank.OrderAsync(patient, OrderUrgency.Emergency);
        await bank.CompleteAsync("Task.EmergencyIssue", "iss1", "Issue", Steps.IssueForm(unit));
        Assert.Equal(UnitStatus.Issued, unit.Status);
        if (crossmatch == "NotDone")
        {
            await bank.CompleteAsync("Task.Crossmatch", "lab1", "NotDone");
        }
        else
        {
            await bank.CrossmatchAsync(crossmatch);
        }

        if (crossmatch != "Compatible")
        {
            await bank.CompleteAsync("Task.CallPhysician", "lab1", "Called");
        }

        await bank.CompleteAsync("Task.ReportFate", "hos1", fate, new { wasteReasonCode = "temperature" });
        if (fate == "Returned")
        {
            await bank.CompleteAsync("Task.InspectReturn", "iss1", "Record", new { sealIntact = true, temperatureTenthsC });
        }

        Assert.Equal(WorkflowStatus.Running, bank.Instances.Single(s => s.DefinitionId == "order-and-issue").Status);
        await bank.CompleteAsync("Task.SignEmergency", "phy1", "Sign");
        Assert.Equal(WorkflowStatus.Finished, bank.Instances.Single(s => s.DefinitionId == "order-and-issue").Status);
        return bank;
    }

    private static async Task<FlowBank> NoEmergencyStockAsync()
    {
        var bank = new FlowBank(_processes);
        var patient = await bank.PatientAsync();
        await bank.OrderAsync(patient, OrderUrgency.Emergency);
        var unit = await bank.InStockAsync();
        await bank.CompleteAsync("Task.NoEmergencyStock", "iss1", "Search");
        await bank.CompleteAsync("Task.EmergencyIssue", "iss1", "Issue", Steps.IssueForm(unit, normal: false));
        Assert.Equal(UnitStatus.Released, unit.Status);
        await bank.CompleteAsync("Task.NoEmergencyStock", "iss1", "CancelRequest");
        return bank;
    }
}
