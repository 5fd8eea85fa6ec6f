using Becs.Domain.Components;
using Becs.Domain.Shared;

namespace Becs.Activities.Components;

/// <summary>Reads which bag an activity is about.</summary>
internal static class BagOf
{
    public static UnitId Id(string? text) => Guid.TryParse(text, out var id)
        ? new UnitId(id)
        : throw new InputException("UNT-005", "UnitId", $"'{text}' is no id of a bag.");

    public static async ValueTask<Unit> FindAsync(ActivityExecutionContext context, string? text)
    {
        var id = Id(text);
        return await context.GetRequiredService<IUnits>().FindAsync(id, context.CancellationToken)
            ?? throw new NotFoundException("UNT-404", $"There is no {id.Subject}.");
    }

    /// <summary>What staff call the bag: donation number and product code.</summary>
    public static string Display(Unit unit) => $"{unit.Din.Value} {unit.Label.ProductCode}";
}
