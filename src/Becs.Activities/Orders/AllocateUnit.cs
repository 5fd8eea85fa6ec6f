using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>A person takes the proposed bag from the shelf and reserves it; the gate checks at that moment.</summary>
[Activity("Becs", "Orders", "Reserves the proposed bag for the patient, if every check passes at that moment.")]
[FlowNode(Allocated, Refused, Cancelled)]
public sealed class AllocateUnit : HumanTaskActivity
{
    private const string Allocated = "Allocated";
    private const string Refused = "Refused";
    private const string Cancelled = "Cancelled";

    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Line of the order, from 1.", IsRequired = true)]
    public Input<int> LineNumber { get; set; } = new(1);

    [Input(Description = "Id of the proposed bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    [Input(Description = "Minutes that must remain until expiry.")]
    public Input<int> MinimumRemainingMinutes { get; set; } = new(0);

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.AllocateUnit",
            FormKey = "allocate-unit",
            SiteId = order.SiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Permission = Permissions.OrdersAllocate,
            Outcomes = ["Allocate", "OtherUnit", "CancelRequest"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        switch (submission.Outcome)
        {
            case "OtherUnit":
                return Refused;
            case "CancelRequest":
                return Cancelled;
            default:
                var outcome = await context.GetRequiredService<Allocations>().AllocateAsync(
                    OrderOf.Id(context.Get(OrderId)), context.Get(LineNumber), BagOf.Id(context.Get(UnitId)), false,
                    context.Get(MinimumRemainingMinutes), context.CancellationToken);
                context.JournalData["decision"] = outcome.DecisionId.ToString("D");
                context.JournalData["failed"] = string.Join(' ', outcome.Vector.Failed.Select(f => f.Code));
                return outcome.Allocation is null ? Refused : Allocated;
        }
    }
}
