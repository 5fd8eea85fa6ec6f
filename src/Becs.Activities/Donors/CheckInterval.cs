using Becs.Domain.Donors.Eligibility;

namespace Becs.Activities.Donors;

/// <summary>Checks the interval since earlier donations and the yearly losses. It routes; the gates check again.</summary>
[Activity("Becs", "Donors", "Routes by the interval since earlier donations and the yearly losses.")]
[FlowNode("Clear", "TooEarly", "Refer")]
[Blocking(false)]
public sealed class CheckInterval : Activity
{
    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var facts = await context.GetRequiredService<ReadEligibilityFacts>()
            .ForTodayAsync(VisitOf.Id(context.Get(VisitId)), context.CancellationToken);
        var check = EligibilityChecks.IntervalKept(facts);
        var outcome = check.IsClear ? "Clear"
            : check.Findings.Any(f => f.Effect == FindingEffect.Defer) ? "TooEarly"
            : "Refer";
        context.Fact("eligibility.RB-05", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
