using Becs.Activities.Components;
using Becs.Activities.Tasks;
using Becs.Domain.Orders;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Orders;

/// <summary>The requesting physician signs an emergency issue, before or after it (21 CFR 606.160(b)(3)(v)). Open until signed; blocks nothing.</summary>
[Activity("Becs", "Orders", "The physician signs the emergency request after the issue.")]
[FlowNode("Signed")]
public sealed class SignEmergency : HumanTaskActivity
{
    [Input(Description = "Id of the order.", IsRequired = true)]
    public Input<string> OrderId { get; set; } = new("");

    [Input(Description = "Id of the bag.", IsRequired = true)]
    public Input<string> UnitId { get; set; } = new("");

    [Input(Description = "Id of the issue.", IsRequired = true)]
    public Input<string> IssueId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var order = await OrderOf.FindAsync(context, context.Get(OrderId));
        var unit = await BagOf.FindAsync(context, context.Get(UnitId));
        return new TaskPlan
        {
            TitleKey = "Task.SignEmergency",
            FormKey = "sign-emergency",
            SiteId = order.HospitalSiteId,
            Subject = unit.Id.Subject,
            SubjectDisplay = $"{order.OrderNumber} {BagOf.Display(unit)}",
            Permission = Permissions.UnitsIssueEmergency,
            Roles = [Roles.Physician],
            SignatureMeanings = [SignatureMeanings.EmergencyRequest],
            Outcomes = ["Sign"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var issue = Guid.TryParse(context.Get(IssueId), out var id)
            ? id
            : throw new InputException("ISS-404", "IssueId", "There is no such issue.");
        var orders = context.GetRequiredService<IOrders>();
        if ((await orders.FindIssueAsync(issue, context.CancellationToken))?.PhysicianSignatureId is not null
            || await orders.EmergencySignatureAsync(issue, context.CancellationToken) is not null)
        {
            return "Signed";
        }

        await context.GetRequiredService<Domain.Orders.IssueUnit>().SignEmergencyAsync(issue, context.CancellationToken);
        return "Signed";
    }
}
