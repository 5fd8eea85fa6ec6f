using Becs.Domain.Components;
using Becs.Domain.Donations;
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

    /// <summary>The DIN, with the product code for a bag; the scope's id for a donor or a lot.</summary>
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
            default:
                return hold.ScopeSubject.ToString();
        }
    }
}
