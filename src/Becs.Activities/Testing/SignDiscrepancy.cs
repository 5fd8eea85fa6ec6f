using Becs.Activities.Donations;
using Becs.Activities.Tasks;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Testing;

namespace Becs.Activities.Testing;

/// <summary>A second person, who measured none of it, signs what was found out about a blood group discrepancy, or sends it back.</summary>
[Activity("Becs", "Testing", "A second person signs the finding about a blood group discrepancy, or sends it back.")]
[FlowNode(Settled, Unsuitable, SentBack)]
public sealed class SignDiscrepancy : HumanTaskActivity
{
    private const string Agree = "Agree";
    private const string SendBack = "SendBack";
    private const string Settled = "Settled";
    private const string Unsuitable = "Unsuitable";
    private const string SentBack = "SentBack";

    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        var findings = await context.GetRequiredService<ITests>().FindingsOfAsync(donation.Id, context.CancellationToken);
        return new TaskPlan
        {
            TitleKey = "Task.SignDiscrepancy",
            FormKey = "sign-discrepancy",
            Subject = donation.Id.Subject,
            SubjectDisplay = donation.Din.Value,
            Permission = Permissions.TestsResolve,
            ExcludedUserIds = findings.Count > 0 ? [findings[^1].Stamp.UserId] : [],
            SignatureMeanings = [SignatureMeanings.Reviewed],
            Outcomes = [Agree, SendBack],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == SendBack)
        {
            return SentBack;
        }

        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        var finding = await context.GetRequiredService<ResolveDiscrepancy>().SignAsync(donation.Id, context.CancellationToken);
        return finding.Group is null ? Unsuitable : Settled;
    }
}
