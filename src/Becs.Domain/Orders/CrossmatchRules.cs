using Becs.Domain.Isbt128;
using Becs.Domain.Patients;

namespace Becs.Domain.Orders;

/// <summary>Which crossmatch a patient may have (domain.md 8.3).</summary>
public static class CrossmatchRules
{
    /// <summary>Components with red cells are crossmatched; plasma, cryoprecipitate and platelets are not.</summary>
    public static bool IsNeededFor(ComponentClass componentClass) =>
        componentClass is ComponentClass.RedCells or ComponentClass.WholeBlood;

    /// <summary>Why this type may not be relied on for this patient and sample; null when it may.</summary>
    public static string? Obstacle(CrossmatchType type, Patient patient, Guid sampleId) => type switch
    {
        CrossmatchType.Full => null,
        CrossmatchType.ImmediateSpin => Serology(patient, sampleId),
        CrossmatchType.Electronic => Serology(patient, sampleId) ?? Determinations(patient, sampleId),
        _ => "type-unknown",
    };

    private static string? Serology(Patient patient, Guid sampleId)
    {
        if (patient.SignificantAntibodies.Count > 0)
        {
            return "antibody-history";
        }

        // A positive screen counts even when a later one was negative: it has not been explained.
        var screens = patient.Screens.Where(s => s.SampleId == sampleId).ToList();
        return screens.Count == 0 ? "screen-missing" : screens.Any(s => s.IsPositive) ? "screen-positive" : null;
    }

    private static string? Determinations(Patient patient, Guid sampleId)
    {
        if (PatientGroup.Of(patient).Standing != PatientGroupStanding.Confirmed)
        {
            return "two-determinations-missing";
        }

        return patient.Typings.Any(t => t.SampleId == sampleId) ? null : "determination-on-sample-missing";
    }
}
