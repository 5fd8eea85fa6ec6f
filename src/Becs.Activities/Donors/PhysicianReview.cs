using System.Globalization;
using Becs.Activities.Tasks;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Activities.Donors;

/// <summary>The responsible physician decides on what was referred, and signs (21 CFR 630.5, 630.15). Nobody else may.</summary>
[Activity("Becs", "Donors", "The responsible physician accepts or defers the donor, by signature.")]
[FlowNode("Decided")]
public sealed class PhysicianReview : HumanTaskActivity
{
    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context)
    {
        var visit = await VisitOf.FindAsync(context, context.Get(VisitId));
        return new TaskPlan
        {
            TitleKey = "Task.PhysicianReview",
            FormKey = "physician-review",
            SiteId = visit.SiteId,
            Subject = visit.DonorId.Subject,
            SubjectDisplay = await VisitOf.DisplayAsync(context, visit),
            Person = PersonRef.Of(visit.DonorId),
            Permission = Permissions.DonorsDecide,
            SignatureMeanings = [SignatureMeanings.MedicalDecision],
            Outcomes = ["Accept", "Defer"],
        };
    }

    protected override async ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission)
    {
        var visit = VisitOf.Id(context.Get(VisitId));
        var accepts = submission.Outcome == "Accept";
        DateOnly? until = submission.Text("deferredUntilOn") is { Length: > 0 } text
            ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
        await context.GetRequiredService<DecideReferral>().ExecuteAsync(
            visit, accepts, await ReferredAsync(context, visit), until, submission.Text("note"), context.CancellationToken);
        return "Decided";
    }

    // The physician decides on exactly what stands referred at this moment; what comes up later is referred anew.
    private static async ValueTask<IReadOnlyCollection<string>> ReferredAsync(ActivityExecutionContext context, VisitId visit)
    {
        var facts = await context.GetRequiredService<ReadEligibilityFacts>().ForTodayAsync(visit, context.CancellationToken);
        return EligibilityVerdict.Of(facts) is EligibilityVerdict.ReferToPhysician referred ? referred.Codes : [];
    }
}
