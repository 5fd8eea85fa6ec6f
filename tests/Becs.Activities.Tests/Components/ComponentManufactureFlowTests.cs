using Becs.Activities.Tests.Bank;
using Becs.Domain.Shared;

namespace Becs.Activities.Tests.Components;

public sealed class ComponentManufactureFlowTests
{
    [Fact]
    public async Task EveryBranch_IsTaken()
    {
        var coverage = new Coverage("component-manufacture");
        var bank = new FlowBank("donor-eligibility", "collection", "component-manufacture");
        var donation = await bank.CollectedAsync();
        await bank.CompleteAsync("Task.ProcessWholeBlood", "cmp1", "CannotProcess");
        await Assert.ThrowsAsync<ForbiddenException>(() => bank.CompleteAsync("Task.ConfirmCannotProcess", "cmp1", "Confirm"));
        await bank.CompleteAsync("Task.ConfirmCannotProcess", "cmp2", "ProcessAfterAll");
        Assert.Equal(3, (await bank.MakeAsync(donation)).Count);
        coverage.Add(bank);

        bank = new FlowBank("donor-eligibility", "collection", "component-manufacture");
        await bank.CollectedAsync();
        await bank.CompleteAsync("Task.ProcessWholeBlood", "cmp1", "CannotProcess");
        await bank.CompleteAsync("Task.ConfirmCannotProcess", "cmp2", "Confirm");
        Assert.Empty(bank.Units.Units);
        coverage.Add(bank);

        Assert.Empty(coverage.Missing());
    }
}
