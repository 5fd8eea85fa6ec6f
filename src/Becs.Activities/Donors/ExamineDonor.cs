using Becs.Activities.Tasks;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Activities.Donors;

/// <summary>The screener measures; the values are sealed and judged by the rules, never by this step.</summary>
[Activity("Becs", "Donors", "Records the physical examination.")]
[FlowNode(Recorded, Stopped)]
public sealed class ExamineDonor : HumanTaskActivity
{
    private const string Recorded = "Recorded";
    private const string Stopped = "Stopped";

    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var visit = await VisitOf.FindAsync(context, context.Get(VisitId));
        return new TaskPlan
        {
            TitleKey = "Task.ExamineDonor",
            FormKey = "examine-donor",
            SiteId = visit.SiteId,
            Subject = visit.DonorId.Subject,
            SubjectDisplay = await VisitOf.DisplayAsync(context, visit),
            Person = PersonRef.Of(visit.DonorId),
            Permission = Permissions.DonorsScreen,
            Outcomes = ["Record", "Stop"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        if (submission.Outcome == "Stop")
        {
            return Stopped;
        }

        await context.GetRequiredService<Domain.Donors.ExamineDonor>().ExecuteAsync(
            VisitOf.Id(context.Get(VisitId)), submission.As<ExaminationMeasurements>(), context.CancellationToken);
        return Recorded;
    }
}
