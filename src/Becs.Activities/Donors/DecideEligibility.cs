using Becs.Domain.Donors.Eligibility;

namespace Becs.Activities.Donors;

/// <summary>
/// Lets the rules speak on the facts of the visit; what they defer is entered into the registry. It routes: the number is assigned only by a
/// gate that evaluates the same facts again.
/// </summary>
[Activity("Becs", "Donors", "Decides by the rules: accepted, deferred, to the physician, or something is missing.")]
[FlowNode("Accepted", "Deferred", "Refer", "Incomplete")]
[Blocking(false)]
public sealed class DecideEligibility : Activity
{
    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var verdict = await context.GetRequiredService<Domain.Donors.Eligibility.DecideEligibility>()
            .ExecuteAsync(VisitOf.Id(context.Get(VisitId)), context.CancellationToken);
        var outcome = verdict switch
        {
            EligibilityVerdict.Accepted => "Accepted",
            EligibilityVerdict.Deferred => "Deferred",
            EligibilityVerdict.ReferToPhysician => "Refer",
            _ => "Incomplete",
        };
        context.Fact("eligibility", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
