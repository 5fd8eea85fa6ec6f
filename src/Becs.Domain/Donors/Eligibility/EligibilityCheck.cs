using Becs.Domain.Rules;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>Result of one of the seven donor checks (RB-01 to RB-07, domain handbook 7.1).</summary>
/// <param name="Blocker">Code of the release blocker it is.</param>
/// <param name="Findings">Empty when clear.</param>
/// <param name="Outcomes">Rules evaluated. Their inputs may be health data: only into the erasable store.</param>
/// <param name="ExcludedProducts">Components that must not be made although the donation is allowed.</param>
public sealed record EligibilityCheck(
    string Blocker,
    IReadOnlyList<EligibilityFinding> Findings,
    IReadOnlyList<RuleOutcome> Outcomes,
    IReadOnlySet<DeferralScope>? ExcludedProducts = null)
{
    public bool IsClear => Findings.Count == 0;
}
