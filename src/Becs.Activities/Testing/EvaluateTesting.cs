using Becs.Activities.Donations;
using Becs.Domain.Testing;

namespace Becs.Activities.Testing;

/// <summary>
/// Computes the verdict from the results, announces it when it changed and defers the donor where a final result says so. It routes; the
/// release kernel computes the verdict again by itself.
/// </summary>
[Activity("Becs", "Testing", "Computes what the results of a donation say, and routes by it.")]
[FlowNode("Pending", "NeedsRepeat", "Suitable", "Unsuitable", "AwaitsConfirmation", "Discrepancy")]
[Blocking(false)]
public sealed class EvaluateTesting : Activity
{
    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    [Output(Description = "Codes that explain the verdict.")]
    public Output<ICollection<string>> Reasons { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        var verdict = await context.GetRequiredService<SettleTesting>().ExecuteAsync(donation.Id, context.CancellationToken);
        var outcome = verdict switch
        {
            DonationTestingVerdict.Pending => "Pending",
            DonationTestingVerdict.NeedsRepeat => "NeedsRepeat",
            DonationTestingVerdict.Suitable => "Suitable",
            DonationTestingVerdict.Discrepancy => "Discrepancy",
            DonationTestingVerdict.Unsuitable { AwaitsConfirmation.Count: > 0 } => "AwaitsConfirmation",
            DonationTestingVerdict.Unsuitable => "Unsuitable",
            _ => throw new InvalidOperationException($"No way is drawn for the verdict '{verdict.Code}'."),
        };
        context.Set(Reasons, [.. verdict.Reasons]);
        context.JournalData["reasons"] = string.Join(' ', verdict.Reasons);
        context.Fact("testing.verdict", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
