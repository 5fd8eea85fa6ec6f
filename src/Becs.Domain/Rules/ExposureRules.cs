namespace Becs.Domain.Rules;

/// <summary>One exposure against every rule about it.</summary>
public static class ExposureRules
{
    /// <summary>Outcomes for an exposure the donor reported or the centre learned of.</summary>
    /// <param name="book">Rules of the day.</param>
    /// <param name="exposure">Exposure code.</param>
    /// <param name="on">Local day of the donation.</param>
    /// <param name="type">What is to be collected.</param>
    /// <param name="causeOn">Day the wait is counted from; null = not known.</param>
    /// <param name="facts">Facts that may lift a rule.</param>
    public static IReadOnlyList<RuleOutcome> Evaluate(
        RuleBook book, string exposure, DateOnly on, DonationType type, DateOnly? causeOn,
        IReadOnlySet<string>? facts = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        var rules = book.All<ExposureRule>().Where(r => r.Exposure == exposure).ToList();
        return rules.Count == 0
            ? [RuleOutcome.Uncovered("EXPOSURE:" + exposure, ("on", on), ("causeOn", causeOn))]
            : [.. rules.Select(rule => Evaluate(rule, on, type, causeOn, facts))];
    }

    private static RuleOutcome Evaluate(
        ExposureRule rule, DateOnly on, DonationType type, DateOnly? causeOn, IReadOnlySet<string>? facts)
    {
        var lifted = rule.Unless is not null && facts?.Contains(rule.Unless) == true;
        var verdict = lifted ? Verdict.Pass : rule.Confirmed(Judge(rule, on, type, causeOn));
        return RuleOutcome.Of(
            rule, verdict, ("exposure", rule.Exposure), ("on", on), ("type", type), ("causeOn", causeOn),
            ("lifted", lifted));
    }

    private static Verdict Judge(ExposureRule rule, DateOnly on, DonationType type, DateOnly? causeOn)
    {
        if (rule.Refer)
        {
            return Verdict.Refer(rule.Deferral);
        }

        if (rule.Wait!.Unit is DurationUnit.Permanent or DurationUnit.UntilCondition)
        {
            return ProductScope.Defer(rule.Deferral, rule.Wait.After(on), rule.Scope, type);
        }

        if (causeOn is not { } cause)
        {
            return Verdict.Missing("date of " + rule.Exposure);
        }

        var end = rule.Wait.After(cause);
        return end.Defers(on) ? ProductScope.Defer(rule.Deferral, end, rule.Scope, type) : Verdict.Pass;
    }
}
