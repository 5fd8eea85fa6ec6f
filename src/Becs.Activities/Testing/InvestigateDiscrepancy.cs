using Becs.Activities.Donations;
using Becs.Activities.Tasks;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Testing;

namespace Becs.Activities.Testing;

/// <summary>
/// Somebody of the laboratory finds out why the blood group contradicts, and names the group with the runs that show it, or says that none can
/// be settled. The finding counts when another person signed it.
/// </summary>
[Activity("Becs", "Testing", "Finds out about a blood group discrepancy: names the group and its evidence, or that there is none.")]
[FlowNode(Reevaluate, Settled, NotSettled)]
public sealed class InvestigateDiscrepancy : HumanTaskActivity
{
    private const string Reevaluate = "Reevaluate";
    private const string Settled = "Settled";
    private const string NotSettled = "NotSettled";

    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        return new TaskPlan
        {
            TitleKey = "Task.ResolveDiscrepancy",
            FormKey = "resolve-discrepancy",
            Subject = donation.Id.Subject,
            SubjectDisplay = donation.Din.Value,
            Permission = Permissions.TestsResolve,
            Outcomes = [Settled, NotSettled, Reevaluate],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome != Reevaluate)
        {
            var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
            var group = submission.Outcome == Settled ? Group(submission) : null;
            string[] runs = [.. new[] { submission.Text("evidenceRun"), submission.Text("secondEvidenceRun") }.OfType<string>()];
            await context.GetRequiredService<ResolveDiscrepancy>().ProposeAsync(
                donation.Id, submission.RequiredText("cause"), group, runs, context.CancellationToken);
        }

        return submission.Outcome;
    }

    private static BloodGroup Group(TaskSubmission submission) => new(
        submission.RequiredText("abo") switch
        {
            "O" => AboGroup.O,
            "A" => AboGroup.A,
            "B" => AboGroup.B,
            "AB" => AboGroup.AB,
            _ => throw new InputException("FRM-004", "abo", "'abo' is O, A, B or AB."),
        },
        submission.RequiredText("rhD") switch
        {
            "positive" => RhD.Positive,
            "negative" => RhD.Negative,
            _ => throw new InputException("FRM-004", "rhD", "'rhD' is positive or negative."),
        });
}
