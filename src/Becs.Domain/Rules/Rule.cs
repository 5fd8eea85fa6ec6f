using System.Text.Json.Serialization;

namespace Becs.Domain.Rules;

/// <summary>
/// One dated rule with its source. The kinds are the derived records; a row of a file names its kind. All rules of all
/// packs that apply are evaluated and the strictest verdict holds, so no pack can make another weaker.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AcceptanceRule), "acceptance")]
[JsonDerivedType(typeof(IntervalRule), "interval")]
[JsonDerivedType(typeof(LossIntervalRule), "loss-interval")]
[JsonDerivedType(typeof(CountCapRule), "count-cap")]
[JsonDerivedType(typeof(LossCapRule), "loss-cap")]
[JsonDerivedType(typeof(ExposureRule), "exposure")]
[JsonDerivedType(typeof(MedicationRule), "medication")]
[JsonDerivedType(typeof(DeferralCodeRule), "deferral-code")]
[JsonDerivedType(typeof(QuestionRule), "question")]
[JsonDerivedType(typeof(SelfExclusionRule), "self-exclusion")]
[JsonDerivedType(typeof(DrawRule), "draw")]
[JsonDerivedType(typeof(BleedTimeRule), "bleed-time")]
[JsonDerivedType(typeof(ProcessTimeRule), "process-time")]
[JsonDerivedType(typeof(TestRule), "test")]
[JsonDerivedType(typeof(ReactionStrengthRule), "reaction-strength")]
[JsonDerivedType(typeof(ShelfLifeRule), "shelf-life")]
[JsonDerivedType(typeof(ModificationRule), "modification")]
[JsonDerivedType(typeof(AboCompatibilityRule), "abo-compatibility")]
[JsonDerivedType(typeof(RhDCompatibilityRule), "rhd-compatibility")]
[JsonDerivedType(typeof(PatientSampleRule), "patient-sample")]
public abstract record Rule
{
    /// <summary>Stable id, such as US.HB.ALLO.F.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the rule, from 1; a changed number is a new version with new dates.</summary>
    public required int Version { get; init; }

    /// <summary>First local day it holds.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last local day it holds; null = until superseded.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Law, guidance or policy and paragraph.</summary>
    public required string Cite { get; init; }

    /// <summary>How sure the number is.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>What is done while unconfirmed; required for, and only for, <see
    /// cref="Evidence.Unconfirmed"/>.</summary>
    public UnconfirmedUse? Unconfirmed { get; init; }

    /// <summary>Remark for the reader.</summary>
    public string? Note { get; init; }

    /// <summary>Whom it is for.</summary>
    public RuleApplies Applies { get; init; } = RuleApplies.Everybody;

    /// <summary>SHA-256 of the pack it came from.</summary>
    [JsonIgnore]
    public string PackHash { get; init; } = "";

    /// <summary>What the rule is about: rules of one kind and topic restrict the same thing.</summary>
    [JsonIgnore]
    public abstract string Topic { get; }

    /// <summary>True for rules that permit rather than restrict: only law may introduce their topic.</summary>
    [JsonIgnore]
    internal virtual bool Permits => false;

    /// <summary>Does it hold on the local day?</summary>
    public bool IsEffective(DateOnly on) => EffectiveFrom <= on && (EffectiveTo is not { } last || on <= last);

    /// <summary>Null, or what is wrong with the row.</summary>
    internal virtual string? Problem() => null;

    /// <summary>Null, or in which way the other rule, of the same kind and topic, would allow more than this
    /// one.</summary>
    internal abstract string? LoosenedBy(Rule other);

    /// <summary>The verdict, or "refer" while its number is unconfirmed and no strictest value stands in for
    /// it.</summary>
    internal Verdict Confirmed(Verdict verdict) =>
        Evidence == Evidence.Unconfirmed && Unconfirmed != UnconfirmedUse.Strictest
            && verdict.Kind is not (VerdictKind.Missing or VerdictKind.Refuse)
            ? Verdict.Refer("UNCONFIRMED:" + Id)
            : verdict;

    internal bool OverlapsInTime(Rule other) =>
        EffectiveFrom <= (other.EffectiveTo ?? DateOnly.MaxValue)
            && other.EffectiveFrom <= (EffectiveTo ?? DateOnly.MaxValue);
}
