using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Patients;

namespace Becs.Domain.Orders;

/// <summary>Does the bag have what the patient and the order ask for? What is not known of the bag, it has not.</summary>
internal static class NeedsCheck
{
    /// <summary>The first need the bag does not satisfy; null when it satisfies all.</summary>
    public static string? Unmet(IssueCase c)
    {
        var needs = c.Patient.NeedsOn(c.Operation.SiteToday).Select(n => n.Code).Concat(c.Line.SpecialNeeds).Distinct();
        return needs.FirstOrDefault(need => !Has(c.Unit, need, c.Operation.NowAt));
    }

    /// <summary>
    /// The first antigen against which the patient has, or ever had, a significant antibody and which the bag is not known to lack. Untested
    /// is not negative (domain.md 8.1). Concerns components with red cells; an RhD negative bag lacks D.
    /// </summary>
    public static string? Antigen(IssueCase c, RhD? unitRhD) => !CrossmatchRules.IsNeededFor(c.Unit.ComponentClass)
        ? null
        : c.Patient.SignificantAntibodies.Select(a => a.Antigen).Distinct()
            .FirstOrDefault(a => !(a == "D" && unitRhD == RhD.Negative)
                && !c.Unit.Attributes.Contains("antigen-negative:" + a, StringComparer.Ordinal));

    private static bool Has(Unit unit, string need, DateTime nowAt) => need == SpecialNeedCodes.Fresh
        ? nowAt - unit.CollectedAt < TimeSpan.FromDays(SpecialNeedCodes.FreshDays)
        : unit.Attributes.Contains(need, StringComparer.Ordinal);
}
