using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Activities.Quarantine;

/// <summary>Finds a hold and says what staff call the blood it holds.</summary>
internal static class HeldBlood
{
    public static HoldId Id(string? text) => Guid.TryParse(text, out var id)
        ? new HoldId(id)
        : throw new InputException("HLD-005", "HoldId", $"'{text}' is no id of a hold.");

    public static async ValueTask<Hold> FindAsync(ActivityExecutionContext context, string? text)
    {
        var id = Id(text);
        return await context.GetRequiredService<IHolds>().FindAsync(id, context.CancellationToken)
            ?? throw new NotFoundException("HLD-404", $"There is no {id.Subject}.");
    }

    /// <summary>The DIN, with the product code for a bag; the number of a donor or a lot; the scope's id when it has none of these.</summary>
    public static async ValueTask<string> DisplayAsync(ActivityExecutionContext context, Hold hold)
    {
        switch (hold.Scope)
        {
            case HoldScope.Unit:
                var unit = await context.GetRequiredService<IUnits>().FindAsync(new UnitId(hold.ScopeId), context.CancellationToken);
                return unit is null ? hold.ScopeSubject.ToString() : $"{unit.Din.Value} {unit.Label.ProductCode}";
            case HoldScope.Donation:
                var donation = await context.GetRequiredService<IDonations>()
                    .FindAsync(new DonationId(hold.ScopeId), context.CancellationToken);
                return donation?.Din.Value ?? hold.ScopeSubject.ToString();
            case HoldScope.Donor:
                var donor = await context.GetRequiredService<IDonors>().FindAsync(new DonorId(hold.ScopeId), context.CancellationToken);
                return donor?.DonorNumber ?? hold.ScopeSubject.ToString();
            case HoldScope.Lot:
                var lot = await context.GetRequiredService<ILots>().FindAsync(new LotId(hold.ScopeId), context.CancellationToken);
                return lot?.Number ?? hold.ScopeSubject.ToString();
            default:
                return hold.ScopeSubject.ToString();
        }
    }
}
