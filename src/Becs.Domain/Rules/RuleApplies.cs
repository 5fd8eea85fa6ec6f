namespace Becs.Domain.Rules;

/// <summary>Whom a rule is for. A part left out means everybody; an unknown fact means the rule applies.</summary>
public sealed record RuleApplies
{
    /// <summary>Everybody.</summary>
    public static RuleApplies Everybody { get; } = new();

    /// <summary>One sex.</summary>
    public DonorSex? Sex { get; init; }

    /// <summary>These donation types.</summary>
    public IReadOnlyList<DonationType>? Types { get; init; }

    /// <summary>These purposes.</summary>
    public IReadOnlyList<DonationPurpose>? Purposes { get; init; }

    /// <summary>Does the rule apply to this donor and donation?</summary>
    public bool To(DonorSex? sex, DonationType? type, DonationPurpose? purpose) =>
        (Sex is null || sex is null || Sex == sex)
        && (Types is null || type is null || Types.Contains(type.Value))
        && (Purposes is null || purpose is null || Purposes.Contains(purpose.Value));

    /// <summary>True when some donor and donation meet both.</summary>
    internal bool Overlaps(RuleApplies other) =>
        (Sex is null || other.Sex is null || Sex == other.Sex)
        && (Types is null || other.Types is null || Types.Intersect(other.Types).Any())
        && (Purposes is null || other.Purposes is null || Purposes.Intersect(other.Purposes).Any());
}
