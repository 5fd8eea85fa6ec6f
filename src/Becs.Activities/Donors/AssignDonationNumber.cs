using Becs.Domain.Donations;

namespace Becs.Activities.Donors;

/// <summary>Gate: the accepted donor gets a donation number, if every donor check passes on the facts of this moment.</summary>
[Activity("Becs", "Donors", "Assigns a donation number, if every donor check passes at that moment.")]
[FlowNode("Assigned", "Refused")]
[Blocking(false)]
public sealed class AssignDonationNumber : Activity
{
    [Input(Description = "Id of the visit.", IsRequired = true)]
    public Input<string> VisitId { get; set; } = new("");

    [Output(Description = "Id of the donation.")]
    public Output<string> DonationId { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var assigned = await context.GetRequiredService<AssignDin>()
            .ExecuteAsync(VisitOf.Id(context.Get(VisitId)), context.CancellationToken);
        context.JournalData["decision"] = assigned.Decision.Id.ToString("D");
        if (assigned.Donation is null)
        {
            await context.CompleteActivityWithOutcomesAsync("Refused");
            return;
        }

        context.Set(DonationId, assigned.Donation.Id.Value.ToString("D"));
        context.JournalData["din"] = assigned.Donation.Din.Value;
        await context.CompleteActivityWithOutcomesAsync("Assigned");
    }
}
