using Becs.Domain.Rules;

namespace Becs.Domain.Donors;

/// <summary>What a rule or a physician proposes; written down it becomes a <see cref="Deferral"/>.</summary>
public sealed record DeferralTerms
{
    /// <summary>Code of the seeded list, such as <c>HB-LOW</c> or <c>TEST-HCV</c>.</summary>
    public required string Code { get; init; }

    public DeferralScope Scope { get; init; } = DeferralScope.All;

    public required DeferralEnd End { get; init; }

    /// <summary>Day of the cause (tattoo, last dose), kept so that the end can be computed again.</summary>
    public DateOnly? CauseOn { get; init; }

    public required DeferralSource Source { get; init; }

    /// <summary>True: general staff see that there is a deferral, not which.</summary>
    public bool IsConfidential { get; init; }

    public required string RuleId { get; init; }

    public required int RuleVersion { get; init; }

    public required string PackHash { get; init; }
}
