using Becs.Domain.Isbt128;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using PatientGroup = Becs.Domain.Patients.PatientGroup;

namespace Becs.Domain.Orders;

/// <summary>
/// Does the bag fit the patient, by what is known of both at this moment? The rule packs of today decide; under them lies
/// <see cref="AboFloor"/>, which no pack loosens.
/// </summary>
public sealed class CompatibilityCheck(DonationBlockers donationBlockers, IRuleBooks rules, IPersonalRecords personal)
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
        var mayTakePositive = await MayTakeRhDPositiveAsync(c, group, cancellationToken);
        if (!AboFloor.AllowsRhD(componentClass, rhD, unit.RhD) && !mayTakePositive)
        {
            return isKnown ? "rhd-incompatible" : "rhd-incompatible-type-unconfirmed";
        }

        var book = await rules.ForAsync(c.Operation.SiteId, c.Operation.SiteToday, cancellationToken);
        var outcomes = BloodCompatibility.Evaluate(
            book, componentClass, new Rules.PatientGroup(isKnown ? group.Abo : null, rhD, !mayTakePositive),
            new UnitGroup(unit.Abo, unit.RhD, c.Unit.Attributes.ToHashSet(StringComparer.Ordinal)));
        if (outcomes.FirstOrDefault(o => !Passes(o.Verdict, mayTakePositive)) is { } broken)
        {
            return $"{broken.RuleId}:{broken.Verdict.Code}";
        }

        return NeedsCheck.Antigen(c, unit.RhD) is { } antigen ? "antigen-untested:" + antigen : null;
    }

    // The one condition met here by a rule of our own: RhD positive cells in an emergency.
    private static bool Passes(Verdict verdict, bool mayTakePositive) => verdict.IsPass
        || (mayTakePositive && verdict is { Kind: VerdictKind.Conditional, Code: BloodCompatibility.RhDIncompatible });

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
