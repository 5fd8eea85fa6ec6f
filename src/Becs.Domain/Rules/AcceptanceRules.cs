namespace Becs.Domain.Rules;

/// <summary>The physical examination against every limit that applies.</summary>
public static class AcceptanceRules
{
    // Somebody must have decided about each of these for every donation; if no rule does, the physician must.
    private static readonly Analyte[] _alwaysCovered =
    [
        Analyte.Haemoglobin, Analyte.Systolic, Analyte.Diastolic, Analyte.Pulse, Analyte.PulseRegular,
        Analyte.Temperature,
        Analyte.Weight, Analyte.Age, Analyte.ArmAcceptable,
    ];

    /// <summary>One outcome per limit that applies, in the order of the packs.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(RuleBook book, AcceptanceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(facts);
        var rules = book.All<AcceptanceRule>().Where(r => r.Applies.To(facts.Sex, facts.Type, facts.Purpose)).ToList();
        var outcomes = rules.Select(rule => Evaluate(rule, facts)).ToList();
        outcomes.AddRange(_alwaysCovered
            .Where(analyte => !rules.Any(rule => rule.Test.Analyte == analyte || rule.Alt?.Analyte == analyte))
            .Select(analyte => RuleOutcome.Uncovered(
                "ACCEPTANCE:" + analyte, ("type", facts.Type), ("purpose", facts.Purpose))));
        return outcomes;
    }

    private static RuleOutcome Evaluate(AcceptanceRule rule, AcceptanceFacts facts)
    {
        var value = facts.ValueOf(rule.Test.Analyte);
        var altValue = rule.Alt is null ? null : facts.ValueOf(rule.Alt.Analyte);
        var verdict = (value, altValue) switch
        {
            (null, null) => Verdict.Missing(rule.Test.Analyte.ToString()),
            ({ } main, null) => Judge(rule, rule.Test, rule.Band, main, facts),
            (null, { } alt) => Judge(rule, rule.Alt!, rule.AltBand, alt, facts),
            ({ } main, { } alt) => Worse(
                Judge(rule, rule.Test, rule.Band, main, facts), Judge(rule, rule.Alt!, rule.AltBand, alt, facts)),
        };
        return RuleOutcome.Of(
            rule,
            rule.Confirmed(verdict),
            ("on", facts.On),
            ("type", facts.Type),
            ("purpose", facts.Purpose),
            ("sex", facts.Sex),
            ("athlete", facts.Athlete),
            ("value", value),
            ("alt", altValue));
    }

    private static Verdict Judge(AcceptanceRule rule, LimitTest test, LimitBand? band, int value, AcceptanceFacts facts)
    {
        if (test.Allows(value))
        {
            return Verdict.Pass;
        }

        var inBand = band is not null && (facts.Athlete || !band.OnlyAthlete)
            && value >= test.ToScaled(band.From) && value < test.ToScaled(band.To);
        return inBand ? Verdict.Conditional(band!.Procedure) : rule.Fail.VerdictOn(facts.On);
    }

    private static Verdict Worse(Verdict one, Verdict other) => one.Kind >= other.Kind ? one : other;
}
