using Becs.Activities.Tasks;
using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Donors;

/// <summary>
/// Consent, questionnaire with its review, and the donor's confidential choice, in one task. Every donor is asked for the choice and the way
/// on is the same whatever it is: only the release of the blood shows it, and never why.
/// </summary>
[Activity("Becs", "Donors", "Takes consent and questionnaire; staff reviews the answers with the donor and signs.")]
[FlowNode(Completed, Withdrawn)]
public sealed class TakeQuestionnaire : HumanTaskActivity
{
    private const string Completed = "Completed";
    private const string Withdrawn = "Withdrawn";
    private const string FormKey = "questionnaire";

    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var visit = await VisitOf.FindAsync(context, context.Get(VisitId));
        return new TaskPlan
        {
            TitleKey = "Task.TakeQuestionnaire",
            FormKey = FormKey,
            SiteId = visit.SiteId,
            Subject = visit.DonorId.Subject,
            SubjectDisplay = await VisitOf.DisplayAsync(context, visit),
            Person = PersonRef.Of(visit.DonorId),
            Permission = Permissions.DonorsScreen,
            SignatureMeanings = [SignatureMeanings.Reviewed],
            Outcomes = ["Complete", "Withdraw"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var visit = VisitOf.Id(context.Get(VisitId));
        var interview = context.GetRequiredService<InterviewDonor>();
        if (submission.Outcome == "Withdraw")
        {
            await interview.WithdrawConsentAsync(visit, "donor-wishes", context.CancellationToken);
            return Withdrawn;
        }

        var today = context.GetRequiredService<ICurrentOperation>().Context.SiteToday;
        await interview.RecordConsentAsync(
            visit, submission.RequiredText("consentTextVersion"), submission.IsTrue("consentSigned"), context.CancellationToken);
        await interview.RecordAnswersAsync(
            visit, FormKey, submission.FormVersion, GivenAnswers.Read(submission, today), submission.IsTrue("donorAcknowledged"),
            context.CancellationToken);
        await interview.RecordSelfExclusionAsync(visit, GivenAnswers.Choice(submission), context.CancellationToken);
        await interview.ReviewAnswersAsync(visit, context.CancellationToken);
        return Completed;
    }
}
