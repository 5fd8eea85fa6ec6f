using Becs.Activities.Donations;

namespace Becs.Activities.Testing;

/// <summary>Orders the panel in force on the day of donation. Ordering again orders only what is missing.</summary>
[Activity("Becs", "Testing", "Orders the test panel in force on the day of donation.")]
public sealed class OrderTests : CodeActivity
{
    [Input(Description = "Id of the donation.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var order = await context.GetRequiredService<Domain.Testing.OrderTests>()
            .ExecuteAsync(DonationOf.Id(context.Get(DonationId)), context.CancellationToken);
        context.JournalData["tests"] = order is null ? "" : string.Join(' ', order.TestCodes);
    }
}
