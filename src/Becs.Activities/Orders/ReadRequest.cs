using Becs.Domain.Orders;

namespace Becs.Activities.Orders;

/// <summary>Routes a requested unit by the urgency the hospital stated.</summary>
[Activity("Becs", "Orders", "Routes a requested unit: routine, or emergency.")]
[FlowNode("Routine", "Emergency", "Closed")]
[Blocking(false)]
public sealed class ReadRequest : Activity
{
    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Output(Description = "Id of the patient the order is for.")]
    public Output<string> PatientId { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var outcome = !order.IsOpen ? "Closed" : order.Urgency == OrderUrgency.Emergency ? "Emergency" : "Routine";
        context.Fact("order.urgency", () => outcome);
        context.Set(PatientId, order.PatientId.Value.ToString("D"));
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
