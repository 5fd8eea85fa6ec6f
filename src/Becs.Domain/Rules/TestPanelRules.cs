namespace Becs.Domain.Rules;

/// <summary>What decides the panel of one donation.</summary>
/// <param name="Type">Donation type.</param>
/// <param name="On">Local day of the donation.</param>
/// <param name="Region">Where collected (US state code); null = not known, which requires the regional tests.</param>
/// <param name="TestedOnce">Tests with a final non-reactive result of this donor on file.</param>
/// <param name="TransfusedOrPregnant">Ever; null = not known, which requires the test.</param>
public sealed record TestPanelFacts(
    DonationType Type, DateOnly On, string? Region, IReadOnlySet<string> TestedOnce, bool? TransfusedOrPregnant);

/// <summary>One test that must be final before release, with the rules that ask for it.</summary>
/// <param name="Test">Test code.</param>
/// <param name="Method">Algorithm.</param>
/// <param name="Because">One outcome per rule that requires it.</param>
public sealed record RequiredTest(string Test, TestMethod Method, IReadOnlyList<RuleOutcome> Because);

/// <summary>The panel of a donation: the union over all packs.</summary>
public static class TestPanelRules
{
    /// <summary>Required tests, by test code. Never empty: without test rules it throws.</summary>
    /// <exception cref="Shared.RuleException">RULE-007: the site's packs require no test at all.</exception>
    public static IReadOnlyList<RequiredTest> Required(RuleBook book, TestPanelFacts facts)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(facts);
        var required = book.All<TestRule>()
            .Where(rule => rule.Applies.To(null, facts.Type, null) && IsRequired(rule, facts))
            .GroupBy(rule => rule.Test, StringComparer.Ordinal)
            .Select(rules => new RequiredTest(
                rules.Key, rules.First().Method, [.. rules.Select(rule => Outcome(rule, facts))]))
            .OrderBy(test => test.Test, StringComparer.Ordinal)
            .ToList();
        return required.Count > 0
            ? required
            : throw RuleError.Refuse(RuleError.NothingCovers, $"no test is required of {facts.Type} on {facts.On:O}.");
    }

    /// <summary>
    /// What a reactive final result does to the donor: Defer once as many donations as the rule says were reactive,
    /// else Pass. The donation itself is unsuitable either way.
    /// </summary>
    /// <param name="book">Rules of the day.</param>
    /// <param name="test">Test code.</param>
    /// <param name="donatedOn">Local day of the donation.</param>
    /// <param name="reactiveDonations">Reactive donations of the donor with this test, this one included.</param>
    public static IReadOnlyList<RuleOutcome> DonorEffect(
        RuleBook book, string test, DateOnly donatedOn, int reactiveDonations)
    {
        ArgumentNullException.ThrowIfNull(book);
        var outcomes = book.All<TestRule>().Where(r => r.Test == test && r.Effect is not null)
            .Select(rule => RuleOutcome.Of(
                rule,
                rule.Confirmed(reactiveDonations >= rule.Effect!.DefersAtCount
                    ? Verdict.Defer(rule.Effect.Deferral, rule.Effect.Wait.After(donatedOn))
                    : Verdict.Pass),
                ("test", test),
                ("donatedOn", donatedOn),
                ("reactiveDonations", reactiveDonations)))
            .ToList();
        return outcomes.Count > 0 ? outcomes : [RuleOutcome.Uncovered("TEST-EFFECT:" + test)];
    }

    private static bool IsRequired(TestRule rule, TestPanelFacts facts) => rule.Frequency switch
    {
        TestFrequency.OncePerDonor => !facts.TestedOnce.Contains(rule.Test),
        TestFrequency.IfTransfusedOrPregnant => facts.TransfusedOrPregnant != false,
        TestFrequency.Region => facts.Region is null || rule.Regions!.Contains(facts.Region),
        _ => true,
    };

    private static RuleOutcome Outcome(TestRule rule, TestPanelFacts facts) => RuleOutcome.Of(
        rule,
        Verdict.Pass,
        ("test", rule.Test),
        ("type", facts.Type),
        ("on", facts.On),
        ("region", facts.Region),
        ("transfusedOrPregnant", facts.TransfusedOrPregnant));
}
