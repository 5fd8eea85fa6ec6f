using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>A person puts a reserved bag back to stock.</summary>
[Activity("Becs", "Orders", "Gives a reserved bag back to stock.")]
[FlowNode("GivenBack")]
public sealed class ReleaseAllocation : HumanTaskActivity
{
    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    [Input(Description = "Reason code, such as incompatible.")]
    public Input<string> ReasonCode { get; set; } = new("incompatible");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.ReleaseAllocation",
            FormKey = "release-allocation",
            SiteId = order.SiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Permission = Permissions.OrdersAllocate,
            Outcomes = ["GiveBack"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var unit = BagOf.Id(context.Get(UnitId));
        if (await context.GetRequiredService<IOrders>().OpenAllocationAsync(unit, context.CancellationToken) is not null)
        {
            await context.GetRequiredService<Allocations>().CancelAsync(
                unit, context.Get(ReasonCode) ?? "incompatible", context.CancellationToken);
        }

        return "GivenBack";
    }
}
