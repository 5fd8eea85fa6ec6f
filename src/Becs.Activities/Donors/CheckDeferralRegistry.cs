using Becs.Domain.Donors.Eligibility;

namespace Becs.Activities.Donors;

/// <summary>Looks the donor, and every record merged with it, up in the deferral registry. It routes; the gates look again.</summary>
[Activity("Becs", "Donors", "Routes by whether a deferral of any site stands today.")]
[FlowNode("Clear", "Deferred")]
[Blocking(false)]
public sealed class CheckDeferralRegistry : Activity
{
    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var facts = await context.GetRequiredService<ReadEligibilityFacts>()
            .ForTodayAsync(VisitOf.Id(context.Get(VisitId)), context.CancellationToken);
        var outcome = EligibilityChecks.NotDeferred(facts).IsClear ? "Clear" : "Deferred";
        context.Fact("eligibility.RB-02", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
