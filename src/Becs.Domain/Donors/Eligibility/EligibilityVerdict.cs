using Becs.Domain.Rules;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>What the seven checks say about a donor at the chair.</summary>
/// <param name="Code">Stable code of the case.</param>
/// <param name="Checks">The checks with what they read.</param>
public abstract record EligibilityVerdict(string Code, IReadOnlyList<EligibilityCheck> Checks)
{
    /// <summary>Rules evaluated; the inputs may be health data.</summary>
    public IEnumerable<RuleOutcome> Outcomes => Checks.SelectMany(c => c.Outcomes);

    /// <summary>May give. Components of the excluded scopes must not be made.</summary>
    public sealed record Accepted(IReadOnlySet<DeferralScope> ExcludedProducts, IReadOnlyList<EligibilityCheck> Checks)
        : EligibilityVerdict("accepted", Checks);

    /// <summary>Must wait; findings that stand in the registry already have no terms to write.</summary>
    public sealed record Deferred(IReadOnlyList<EligibilityFinding> Findings, IReadOnlyList<EligibilityCheck> Checks)
        : EligibilityVerdict("deferred", Checks);

    /// <summary>The responsible physician decides about these codes.</summary>
    public sealed record ReferToPhysician(IReadOnlyList<string> Codes, IReadOnlyList<EligibilityCheck> Checks)
        : EligibilityVerdict("refer", Checks);

    /// <summary>Facts are missing.</summary>
    public sealed record Incomplete(IReadOnlyList<string> Missing, IReadOnlyList<EligibilityCheck> Checks)
        : EligibilityVerdict("incomplete", Checks);

    /// <summary>
    /// Whoever is not identified is nobody: nothing is decided. A deferral then stands, whatever else is missing. Only a donor without any
    /// finding is accepted; the confidential exclusion does not show here, it stops the release.
    /// </summary>
    public static EligibilityVerdict Of(EligibilityFacts facts)
    {
        var checks = EligibilityChecks.All(facts);
        var findings = checks.SelectMany(c => c.Findings).ToList();
        List<EligibilityFinding> With(FindingEffect effect) => findings.FindAll(f => f.Effect == effect);
        List<string> CodesWith(FindingEffect effect) => [.. With(effect).Select(f => f.Code).Distinct()];
        return !checks[0].IsClear ? new Incomplete([.. checks[0].Findings.Select(f => f.Code)], checks)
            : With(FindingEffect.Defer) is { Count: > 0 } deferred ? new Deferred(deferred, checks)
            : CodesWith(FindingEffect.Missing) is { Count: > 0 } missing ? new Incomplete(missing, checks)
            : CodesWith(FindingEffect.Refer) is { Count: > 0 } referred ? new ReferToPhysician(referred, checks)
            : new Accepted(Excluded(checks), checks);
    }

    /// <summary>Components that must not be made from an accepted donation.</summary>
    public static IReadOnlySet<DeferralScope> Excluded(IEnumerable<EligibilityCheck> checks) =>
        checks.SelectMany(c => c.ExcludedProducts ?? Enumerable.Empty<DeferralScope>()).ToHashSet();
}
