using Becs.Domain.Isbt128;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Does the bag fit the patient, by what is known of both at this moment?</summary>
public sealed class CompatibilityCheck(DonationBlockers donationBlockers, IPersonalRecords personal)
{
    /// <summary>Below this age RhD negative cells are kept for a girl or woman of unknown type, whatever the emergency (domain.md 8.1).</summary>
    private const int ChildbearingUntilYears = 50;

    /// <summary>Null when it fits; otherwise why not.</summary>
    internal async Task<string?> ObstacleAsync(IssueCase c, CancellationToken cancellationToken)
    {
        if (await donationBlockers.GroupAsync(c.Release, cancellationToken) is not { } unit)
        {
            return "unit-group-not-confirmed";
        }

        // A single or contradicted group is not relied on: the patient counts as unknown.
        var group = PatientGroup.Of(c.Patient);
        var isKnown = group.Standing == PatientGroupStanding.Confirmed;
        var componentClass = c.Unit.ComponentClass;
        if (!AboFloor.AllowsAbo(componentClass, isKnown ? group.Abo : null, unit.Abo))
        {
            return isKnown ? "abo-incompatible" : "abo-incompatible-group-unconfirmed";
        }

        if (!isKnown && !c.IsEmergency && !IsUniversal(componentClass, unit.Abo))
        {
            return "group-unconfirmed";
        }

        var rhD = isKnown ? group.RhD : null;
        if (!AboFloor.AllowsRhD(componentClass, rhD, unit.RhD) && !await MayTakeRhDPositiveAsync(c, group, cancellationToken))
        {
            return isKnown ? "rhd-incompatible" : "rhd-incompatible-type-unconfirmed";
        }

        return NeedsCheck.Antigen(c, unit.RhD) is { } antigen ? "antigen-untested:" + antigen : null;
    }

    private static bool IsUniversal(ComponentClass componentClass, AboGroup unit) => componentClass switch
    {
        ComponentClass.RedCells => unit == AboGroup.O,
        ComponentClass.Plasma => unit == AboGroup.AB,
        ComponentClass.Cryo => true,
        _ => false,
    };

    // In an emergency, RhD positive cells may go to a patient whose type nobody knows, unless that could harm a future pregnancy.
    private async Task<bool> MayTakeRhDPositiveAsync(IssueCase c, PatientGroup group, CancellationToken cancellationToken)
    {
        if (!c.IsEmergency || group.RhD == RhD.Negative || c.Patient.Typings.Any(t => t.RhD == RhD.Negative))
        {
            return false;
        }

        var identity = await personal.GetAsync<PatientIdentity>(
            PersonRef.Of(c.Patient.Id), PatientIdentity.Kind, c.Patient.Id.Value, cancellationToken);
        return identity is { Sex: PatientSex.Male }
            || (identity is { Sex: PatientSex.Female } && identity.BirthDate.AddYears(ChildbearingUntilYears) <= c.Operation.SiteToday);
    }
}
