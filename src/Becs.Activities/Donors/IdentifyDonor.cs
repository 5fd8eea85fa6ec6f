using Becs.Activities.Tasks;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Activities.Donors;

/// <summary>The person present says who they are; two independent identifiers must agree with the record.</summary>
[Activity("Becs", "Donors", "Identifies the donor by two independent identifiers.")]
[FlowNode(Identified, NotIdentified, Left)]
public sealed class IdentifyDonor : HumanTaskActivity
{
    private const string Identified = "Identified";
    private const string NotIdentified = "NotIdentified";
    private const string Left = "Left";

    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var visit = await VisitOf.FindAsync(context, context.Get(VisitId));
        return new TaskPlan
        {
            TitleKey = "Task.IdentifyDonor",
            FormKey = "identify-donor",
            SiteId = visit.SiteId,
            Subject = visit.DonorId.Subject,
            SubjectDisplay = await VisitOf.DisplayAsync(context, visit),
            Person = PersonRef.Of(visit.DonorId),
            Permission = Permissions.DonorsRegister,
            Outcomes = ["Compare", Left],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == Left)
        {
            return Left;
        }

        var check = await context.GetRequiredService<Domain.Donors.IdentifyDonor>().ExecuteAsync(
            VisitOf.Id(context.Get(VisitId)), IdentityCheckStage.AtRegistration, GivenIdentifiers.Read(submission),
            context.CancellationToken);
        return check.Passed ? Identified : NotIdentified;
    }
}
