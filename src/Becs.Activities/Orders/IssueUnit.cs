using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>The bag leaves for the patient: scanned, inspected, matched to the pick-up slip; the gate makes every check at that moment.</summary>
[Activity("Becs", "Orders", "Issues the bag, if every issue check passes at that moment.")]
[FlowNode(Issued, Refused)]
public sealed class IssueUnit : HumanTaskActivity
{
    private const string Issued = "Issued";
    private const string Refused = "Refused";

    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    [Input(Description = "Minutes that must remain until expiry.")]
    public Input<int> MinimumRemainingMinutes { get; set; } = new(0);

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.IssueUnit",
            FormKey = "issue-unit",
            SiteId = order.SiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Person = PersonRef.Of(order.PatientId),
            Permission = Permissions.UnitsIssue,
            Outcomes = ["Issue", "NotIssued"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == "NotIssued")
        {
            return Refused;
        }

        var outcome = await context.GetRequiredService<Domain.Orders.IssueUnit>().RunAsync(
            IssueDesk.Request(submission, context.Get(OrderId), context.Get(UnitId), false, context.Get(MinimumRemainingMinutes)),
            context.CancellationToken);
        context.JournalData["decision"] = outcome.DecisionId.ToString("D");
        context.JournalData["failed"] = string.Join(' ', outcome.Vector.Failed.Select(f => f.Code));
        return outcome.Issue is null ? Refused : Issued;
    }
}
