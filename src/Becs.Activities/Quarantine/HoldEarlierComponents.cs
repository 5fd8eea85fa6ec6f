using Becs.Activities.Donations;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Activities.Quarantine;

/// <summary>
/// After a reactive result, holds every bag in date from this donor's other donations (domain handbook 6.7; 21 CFR 610.46 and 610.47 ask for
/// quarantine within three days). Bags already issued keep their status and are left to look-back.
/// </summary>
[Activity("Becs", "Quarantine", "Holds the bags in date from the donor's other donations.")]
public sealed class HoldEarlierComponents : CodeActivity
{
    [Input(Description = "Id of the donation whose result is reactive.", IsRequired = true)]
    public Input<string> DonationId { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var token = context.CancellationToken;
        var donation = await DonationOf.FindAsync(context, context.Get(DonationId));
        var closure = await context.GetRequiredService<IDonors>().AliasClosureAsync(donation.DonorId, token);
        var units = context.GetRequiredService<IUnits>();
        var holds = context.GetRequiredService<IHolds>();
        var register = context.GetRequiredService<HoldRegister>();
        var held = 0;
        foreach (var other in await context.GetRequiredService<IDonations>().OfDonorsAsync(closure, token))
        {
            if (other.Id == donation.Id)
            {
                continue;
            }

            foreach (var unit in await units.OfDonationAsync(other.Id, token))
            {
                if (unit.IsEnded || unit.IsExpiredAt(context.NowUtc)
                    || (await holds.OpenOnAsync([unit.Id.Subject], token)).Any(h => h.ReasonCode == HoldReasons.ReactiveResult))
                {
                    continue;
                }

                await register.PlaceAsync(HoldScope.Unit, unit.Id.Value, HoldReasons.ReactiveResult, null, token);
                held++;
            }
        }

        context.JournalData["held"] = held;
    }
}
