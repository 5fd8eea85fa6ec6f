using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Server.Tasks;

/// <summary>Pages of the records tasks, cases and audit rows are about.</summary>
public static class SubjectLinks
{
    /// <param name="kind">Kind of the record.</param>
    /// <param name="id">Its id.</param>
    /// <param name="display">What staff call it; pages of donations and bags are found by their numbers.</param>
    /// <returns>Null when there is no page.</returns>
    public static string? Of(string? kind, Guid? id, string? display = null)
    {
        var words = display?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return kind switch
        {
            SubjectKinds.Donor => $"/donors/{id:D}",
            SubjectKinds.Instance => $"/workflow-instances/{id:D}",
            SubjectKinds.Task => $"/tasks/{id:D}",
            SubjectKinds.Change => $"/changes/{id:D}",
            SubjectKinds.Platform => "/platform",
            SubjectKinds.Order => $"/orders/{id:D}",
            SubjectKinds.Patient => $"/patients/{id:D}",
            SubjectKinds.Account => $"/accounts/{id:D}",
            SubjectKinds.Donation when words is [.., { Length: DonationNumber.Length } din] => $"/donations/{din}",
            SubjectKinds.Unit when words is [.., { Length: DonationNumber.Length } din, var product] => $"/units/{din}/{product}",
            _ => null,
        };
    }
}
