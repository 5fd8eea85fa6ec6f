using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Activities.Donors;

/// <summary>Reads which visit an activity is about.</summary>
internal static class VisitOf
{
    public static VisitId Id(string? text) => Guid.TryParse(text, out var id)
        ? new VisitId(id)
        : throw new InputException("VIS-005", "VisitId", $"'{text}' is no id of a visit.");

    public static async ValueTask<Visit> FindAsync(ActivityExecutionContext context, string? text)
    {
        var id = Id(text);
        return await context.GetRequiredService<IVisits>().FindAsync(id, context.CancellationToken)
            ?? throw new NotFoundException("VIS-404", $"There is no {id.Subject}.");
    }

    /// <summary>The donor number: what staff call the donor where no name may stand.</summary>
    public static async ValueTask<string> DisplayAsync(ActivityExecutionContext context, Visit visit)
    {
        var donor = await context.GetRequiredService<IDonors>().FindAsync(visit.DonorId, context.CancellationToken);
        return donor?.DonorNumber ?? visit.DonorId.Subject.ToString();
    }
}
