using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Orders;
using Becs.Domain.Shared;

namespace Becs.Activities.Orders;

/// <summary>
/// Life at stake: the bag is reserved and issued in one step, uncrossmatched, before the patient's tests are complete (21 CFR 606.151(e)). Holds,
/// expiry, release and infection markers block as ever; the physician's signature never does.
/// </summary>
[Activity("Becs", "Orders", "Reserves and issues a bag in an emergency, uncrossmatched.")]
[FlowNode(Issued, Refused)]
public sealed class EmergencyIssue : HumanTaskActivity
{
    private const string Issued = "Issued";
    private const string Refused = "Refused";

    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Line of the order, from 1.", IsRequired = true)]
    public Input<int> LineNumber { get; set; } = new(1);

    [Input(Description = "Id of the proposed bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    [Output(Description = "Id of the issue.")]
    public Output<string> IssueId { get; set; } = new();

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.EmergencyIssue",
            FormKey = "emergency-issue",
            SiteId = order.SiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Person = PersonRef.Of(order.PatientId),
            Permission = Permissions.UnitsIssueEmergency,
            Outcomes = ["Issue", "OtherUnit"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == "OtherUnit")
        {
            return Refused;
        }

        var request = IssueDesk.Request(submission, context.Get(OrderId), context.Get(UnitId), true, 0);
        var allocation = await context.GetRequiredService<Allocations>().AllocateAsync(
            request.OrderId, context.Get(LineNumber), request.UnitId, true, 0, context.CancellationToken);
        context.JournalData["failed"] = string.Join(' ', allocation.Vector.Failed.Select(f => f.Code));
        if (allocation.Allocation is null)
        {
            return Refused;
        }

        var outcome = await context.GetRequiredService<Domain.Orders.IssueUnit>().RunAsync(request, context.CancellationToken);
        context.JournalData["decision"] = outcome.DecisionId.ToString("D");
        context.JournalData["failed"] = string.Join(' ', outcome.Vector.Failed.Select(f => f.Code));
        if (outcome.Issue is null)
        {
            await context.GetRequiredService<Allocations>().CancelAsync(request.UnitId, "issue-refused", context.CancellationToken);
            return Refused;
        }

        context.Set(IssueId, outcome.Issue.Id.ToString("D"));
        return Issued;
    }
}
