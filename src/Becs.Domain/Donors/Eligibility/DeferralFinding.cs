using Becs.Domain.Rules;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>Makes deferral findings with the terms to write into the registry.</summary>
internal static class DeferralFinding
{
    internal static EligibilityFinding Of(
        EligibilityFacts facts, RuleOutcome outcome, Guid? evidenceId, DeferralSource source)
    {
        var terms = Terms(facts.Book, outcome, source);
        return new EligibilityFinding(FindingEffect.Defer, terms.Code, evidenceId, terms, terms.IsConfidential);
    }

    /// <summary>Scope and confidentiality come from the code's own rule; a code no rule knows defers from everything, in confidence.</summary>
    internal static DeferralTerms Terms(RuleBook book, RuleOutcome outcome, DeferralSource source)
    {
        var code = outcome.Verdict.Code;
        var known = book.All<DeferralCodeRule>().Where(r => r.Code == code).ToList();
        return new DeferralTerms
        {
            Code = code,
            Scope = known.Count > 0 && known.All(r => r.Scope == known[0].Scope) ? known[0].Scope : DeferralScope.All,
            End = outcome.Verdict.Until ?? DeferralEnd.Permanent,
            CauseOn = CauseOf(outcome),
            Source = source,
            IsConfidential = known.Count == 0 || known.Any(r => r.Confidential),
            RuleId = outcome.RuleId,
            RuleVersion = outcome.RuleVersion,
            PackHash = outcome.PackHash,
        };
    }

    internal static EligibilityFinding OfPhysician(PhysicianDecision decision)
    {
        var terms = new DeferralTerms
        {
            Code = "PHYSICIAN",
            End = decision.DeferredUntilOn is { } day ? DeferralEnd.On(day) : DeferralEnd.Until("physician clears"),
            Source = DeferralSource.Physician,
            IsConfidential = true,
            RuleId = "PHYSICIAN",
            RuleVersion = 0,
            PackHash = "",
        };
        return new EligibilityFinding(FindingEffect.Defer, terms.Code, decision.Id, terms, IsConfidential: true);
    }

    private static DateOnly? CauseOf(RuleOutcome outcome)
    {
        string[] names = ["causeOn", "lastTakenOn", "previousOn", "donatedOn"];
        foreach (var name in names)
        {
            if (outcome.Inputs.TryGetValue(name, out var text)
                && DateOnly.TryParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture, default, out var day))
            {
                return day;
            }
        }

        return null;
    }
}
