using Becs.Activities.Tasks;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Activities.Donors;

/// <summary>The deferred donor gets the letter: why, what not to give, until when (21 CFR 630.40).</summary>
[Activity("Becs", "Donors", "Gives or posts the deferral letter.")]
[FlowNode("Issued")]
public sealed class IssueDeferralLetter : HumanTaskActivity
{
    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var visit = await VisitOf.FindAsync(context, context.Get(VisitId));
        return new TaskPlan
        {
            TitleKey = "Task.IssueDeferralLetter",
            FormKey = "deferral-letter",
            SiteId = visit.SiteId,
            Subject = visit.DonorId.Subject,
            SubjectDisplay = await VisitOf.DisplayAsync(context, visit),
            Person = PersonRef.Of(visit.DonorId),
            Permission = Permissions.DonorsRegister,
            Outcomes = ["Issue"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var visit = await VisitOf.FindAsync(context, context.Get(VisitId));
        await context.GetRequiredService<SendDeferralNotices>().ExecuteAsync(visit.DonorId, context.CancellationToken);
        return "Issued";
    }
}
