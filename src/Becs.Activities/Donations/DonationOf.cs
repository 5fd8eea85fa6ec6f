using Becs.Domain.Donations;
using Becs.Domain.Shared;

namespace Becs.Activities.Donations;

/// <summary>Reads which donation an activity is about.</summary>
internal static class DonationOf
{
    public static DonationId Id(string? text) => Guid.TryParse(text, out var id)
        ? new DonationId(id)
        : throw new InputException("DNT-005", "DonationId", $"'{text}' is no id of a donation.");

    public static async ValueTask<Donation> FindAsync(ActivityExecutionContext context, string? text)
    {
        var id = Id(text);
        return await context.GetRequiredService<IDonations>().FindAsync(id, context.CancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {id.Subject}.");
    }
}
