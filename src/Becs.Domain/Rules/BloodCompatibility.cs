using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>The patient's group as far as it is known on current and historic determinations.</summary>
/// <param name="Abo">Null = not known: O red cells, AB plasma.</param>
/// <param name="RhD">Null = not known: as negative.</param>
/// <param name="StrictRhD">Female under 50 or able to bear children, or anti-D now or ever: no override.</param>
public sealed record PatientGroup(AboGroup? Abo, RhD? RhD, bool StrictRhD);

/// <summary>The unit's confirmed group.</summary>
/// <param name="Abo">Null = not on the label: nothing is compatible.</param>
/// <param name="RhD">Null or pooled counts as positive.</param>
/// <param name="Attributes">What it is shown to be: LOW-TITRE, PAS ...; null = nothing.</param>
public sealed record UnitGroup(AboGroup? Abo, RhD? RhD, IReadOnlySet<string>? Attributes = null);

/// <summary>ABO and RhD of one unit for one patient, any product class.</summary>
public static class BloodCompatibility
{
    /// <summary>Refusal code of an ABO-incompatible unit; no override exists.</summary>
    public const string AboIncompatible = "ABO-INCOMPATIBLE";

    /// <summary>Refusal code, or the procedure, of RhD positive for RhD negative.</summary>
    public const string RhDIncompatible = "RHD-INCOMPATIBLE";

    /// <summary>One outcome per ABO rule and per RhD rule of the class; all must pass.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(
        RuleBook book, ComponentClass product, PatientGroup patient, UnitGroup unit)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(unit);
        (string, object?)[] inputs =
        [
            ("product", product), ("patientAbo", patient.Abo), ("patientRhD", patient.RhD),
            ("strictRhD", patient.StrictRhD),
            ("unitAbo", unit.Abo), ("unitRhD", unit.RhD),
            ("unitAttributes",
                string.Join(' ', (unit.Attributes ?? new HashSet<string>()).Order(StringComparer.Ordinal))),
        ];
        var abo = AboRules(book, product, patient)
            .Select(rule => RuleOutcome.Of(rule, rule.Confirmed(Abo(rule, unit)), inputs)).ToList();
        var rhD = RhDRules(book, product)
            .Select(rule => RuleOutcome.Of(rule, rule.Confirmed(RhDVerdict(rule, patient, unit)), inputs)).ToList();
        if (abo.Count == 0)
        {
            abo.Add(RuleOutcome.Uncovered($"ABO:{product} for {patient.Abo?.ToString() ?? "unknown"}", inputs));
        }

        if (rhD.Count == 0)
        {
            rhD.Add(RuleOutcome.Uncovered($"RHD:{product}", inputs));
        }

        return [.. abo, .. rhD];
    }

    /// <summary>
    /// Place of a unit in the order of preference, 0 best; null when it may not be given without a person's decision.
    /// Groups first by ABO order, then RhD: the patient's own, so that negative units are kept for those who need them.
    /// </summary>
    public static int? Preference(RuleBook book, ComponentClass product, PatientGroup patient, UnitGroup unit)
    {
        ArgumentNullException.ThrowIfNull(patient);
        ArgumentNullException.ThrowIfNull(unit);
        if (!RuleOutcome.Strictest(Evaluate(book, product, patient, unit)).IsPass)
        {
            return null;
        }

        var abo = AboRules(book, product, patient).Max(rule => rule.Units.ToList().FindIndex(u => u.Abo == unit.Abo));
        var isIgnored = RhDRules(book, product).All(rule => rule.NegativePatient == RhDPolicy.Ignore);
        return (abo * 2) + (isIgnored || IsNegative(unit) == IsNegative(patient) ? 0 : 1);
    }

    private static IEnumerable<AboCompatibilityRule> AboRules(
        RuleBook book, ComponentClass product, PatientGroup patient) =>
        book.All<AboCompatibilityRule>().Where(rule => rule.Product == product && rule.Patient == patient.Abo);

    private static IEnumerable<RhDCompatibilityRule> RhDRules(RuleBook book, ComponentClass product) =>
        book.All<RhDCompatibilityRule>().Where(rule => rule.Product == product);

    private static Verdict Abo(AboCompatibilityRule rule, UnitGroup unit)
    {
        if (rule.Refer)
        {
            return Verdict.Refer("ABO-POLICY");
        }

        var allowed = rule.Units.FirstOrDefault(u => u.Abo == unit.Abo);
        return allowed is null ? Verdict.Refuse(AboIncompatible)
            : allowed.Requires is null || unit.Attributes?.Contains(allowed.Requires) == true ? Verdict.Pass
            : Verdict.Conditional(allowed.Requires);
    }

    private static Verdict RhDVerdict(RhDCompatibilityRule rule, PatientGroup patient, UnitGroup unit) =>
        rule.NegativePatient != RhDPolicy.Match || !IsNegative(patient) || IsNegative(unit) ? Verdict.Pass
            : patient.StrictRhD ? Verdict.Refuse(RhDIncompatible)
            : Verdict.Conditional(RhDIncompatible);

    private static bool IsNegative(PatientGroup patient) => patient.RhD != RhD.Positive;

    private static bool IsNegative(UnitGroup unit) => unit.RhD == RhD.Negative;
}

/// <summary>Red cells (and, by the same rules, the crossmatch): domain.md 8.1.</summary>
public static class RedCellCompatibility
{
    /// <summary>See <see cref="BloodCompatibility.Evaluate"/>.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(RuleBook book, PatientGroup patient, UnitGroup unit) =>
        BloodCompatibility.Evaluate(book, ComponentClass.RedCells, patient, unit);
}

/// <summary>Plasma: domain.md 8.1.</summary>
public static class PlasmaCompatibility
{
    /// <summary>See <see cref="BloodCompatibility.Evaluate"/>.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(RuleBook book, PatientGroup patient, UnitGroup unit) =>
        BloodCompatibility.Evaluate(book, ComponentClass.Plasma, patient, unit);
}

/// <summary>Platelets: any group by preference, some only under the titre or PAS rule.</summary>
public static class PlateletPreference
{
    /// <summary>See <see cref="BloodCompatibility.Evaluate"/>.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(RuleBook book, PatientGroup patient, UnitGroup unit) =>
        BloodCompatibility.Evaluate(book, ComponentClass.Platelets, patient, unit);

    /// <summary>See <see cref="BloodCompatibility.Preference"/>.</summary>
    public static int? Rank(RuleBook book, PatientGroup patient, UnitGroup unit) =>
        BloodCompatibility.Preference(book, ComponentClass.Platelets, patient, unit);
}
