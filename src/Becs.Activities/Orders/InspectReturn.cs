using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>The issue desk takes a bag back: seal, temperature, time out (21 CFR 640.2(c)). Unfit bags are held and never return to stock.</summary>
[Activity("Becs", "Orders", "Inspects a returned bag: back to stock, or held as unfit.")]
[FlowNode(BackToStock, Unfit)]
public sealed class InspectReturn : HumanTaskActivity
{
    private const string BackToStock = "BackToStock";
    private const string Unfit = "Unfit";

    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.InspectReturn",
            FormKey = "inspect-return",
            SiteId = order.SiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Permission = Permissions.UnitsReturn,
            Outcomes = ["Record"],
        };
    }

    protected override ValueTask<IReadOnlyList<(string EventName, SubjectRef Subject)>> EndedByAsync(ActivityExecutionContext context) =>
        IssuedBag.EndsAsync(BagOf.Id(context.Get(UnitId)));

    /// <summary>The bag may be taken back, or end, outside this case; then nobody inspects it again.</summary>
    protected override async ValueTask<string?> KnownAsync(ActivityExecutionContext context)
    {
        var bag = await IssuedBag.FindAsync(context, OrderOf.Id(context.Get(OrderId)), BagOf.Id(context.Get(UnitId)));
        return bag.IsOut ? null : bag.Return is { IsAccepted: true } ? BackToStock : Unfit;
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var condition = new ReturnCondition(
            submission.IsTrue("sealIntact"),
            submission.Number("temperatureTenthsC"), submission.Number("minutesOut"));
        var unitReturn = await context.GetRequiredService<UnitOutcomes>()
            .ReturnAsync(BagOf.Id(context.Get(UnitId)), condition, context.CancellationToken);
        return unitReturn.IsAccepted ? BackToStock : Unfit;
    }
}
