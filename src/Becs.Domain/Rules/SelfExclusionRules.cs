namespace Becs.Domain.Rules;

/// <summary>
/// The confidential unit exclusion. It blocks the unit, not the donor, and is evaluated apart from the questionnaire.
/// </summary>
public static class SelfExclusionRules
{
    /// <summary>Refuse when the donor asked not to use the blood; Missing when the donor did not choose.</summary>
    public static RuleOutcome Evaluate(RuleBook book, SelfExclusionChoice? choice)
    {
        ArgumentNullException.ThrowIfNull(book);
        var verdict = choice switch
        {
            null => Verdict.Missing("self-exclusion choice"),
            SelfExclusionChoice.Use => Verdict.Pass,
            _ => Verdict.Refuse("SELF-EXCLUDE"),
        };
        var rule = book.All<SelfExclusionRule>().FirstOrDefault();
        return rule is null
            ? RuleOutcome.Uncovered("SELF-EXCLUSION")
            : RuleOutcome.Of(rule, verdict, ("choice", choice));
    }
}
