using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Components;
using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>The hospital says what became of an issued bag. Every bag ends with a fate: the task stays open, and rises, until it is told.</summary>
[Activity("Becs", "Orders", "The hospital reports what became of an issued bag.")]
[FlowNode(Transfused, Returned, Wasted)]
public sealed class ReportFate : HumanTaskActivity
{
    private const string Transfused = "Transfused";
    private const string Returned = "Returned";
    private const string Wasted = "Wasted";

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
            TitleKey = "Task.ReportFate",
            FormKey = "report-fate",
            SiteId = order.HospitalSiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Permission = Permissions.TransfusionsReport,
            Outcomes = [Transfused, Returned, Wasted],
        };
    }

    protected override ValueTask<IReadOnlyList<(string EventName, SubjectRef Subject)>> EndedByAsync(ActivityExecutionContext context) =>
        IssuedBag.EndsAsync(BagOf.Id(context.Get(UnitId)));

    /// <summary>The fate may be recorded outside this case; then nobody is asked for it again.</summary>
    protected override async ValueTask<string?> KnownAsync(ActivityExecutionContext context)
    {
        var bag = await IssuedBag.FindAsync(context, OrderOf.Id(context.Get(OrderId)), BagOf.Id(context.Get(UnitId)));
        return bag.IsOut ? null : bag.Return is not null ? Returned : bag.Fate switch
        {
            FateKind.Transfused => Transfused,
            null => Returned,
            _ => Wasted,
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var outcomes = context.GetRequiredService<UnitOutcomes>();
        var unit = BagOf.Id(context.Get(UnitId));
        switch (submission.Outcome)
        {
            case Transfused:
                await outcomes.TransfuseAsync(unit, submission.Instant("transfusedAt") ?? context.NowUtc, context.CancellationToken);
                break;
            case Wasted:
                await outcomes.WasteAsync(unit, submission.RequiredText("wasteReasonCode"), context.CancellationToken);
                break;
        }

        return submission.Outcome;
    }
}
