namespace Becs.Activities.Donations;

/// <summary>Records that a draw never began, in the operation of the person who said so.</summary>
[Activity("Becs", "Donations", "Records that the draw never began, and why.")]
public sealed class AbandonCollection : CodeActivity
{
    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    [Input(Description = "Why: labels-differ, start-refused or donor-left.", IsRequired = true)]
    public Input<string> ReasonCode { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var record = await context.GetRequiredService<Domain.Donations.AbandonCollection>().ExecuteAsync(
            DonationOf.Id(context.Get(DonationId)), context.Get(ReasonCode) ?? "", context.CancellationToken);
        context.JournalData["reasonCode"] = record.FailureCode;
    }
}
