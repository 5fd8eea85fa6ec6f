namespace Becs.Domain.Rules;

/// <summary>Validity of a pretransfusion sample.</summary>
public static class PatientSampleRules
{
    /// <summary>SAMPLE-EXPIRED after the last day, which the whole local day belongs to.</summary>
    /// <param name="book">Rules of the day of use.</param>
    /// <param name="drawnOn">Local day of draw, day 0; null = not recorded.</param>
    /// <param name="on">Local day of use.</param>
    /// <param name="exposed">Transfused or pregnant in the prior 3 months; null = not known.</param>
    public static IReadOnlyList<RuleOutcome> Evaluate(RuleBook book, DateOnly? drawnOn, DateOnly on, bool? exposed)
    {
        ArgumentNullException.ThrowIfNull(book);
        var outcomes = book.All<PatientSampleRule>().Where(r => !r.OnlyIfExposed || exposed != false)
            .Select(rule => RuleOutcome.Of(
                rule,
                rule.Confirmed(drawnOn is not { } drawn || drawn > on ? Verdict.Missing("day of draw")
                    : on > drawn.AddDays(rule.LastDay) ? Verdict.Refuse("SAMPLE-EXPIRED")
                    : Verdict.Pass),
                ("drawnOn", drawnOn),
                ("on", on),
                ("exposed", exposed)))
            .ToList();
        return outcomes.Count > 0 ? outcomes
            : [RuleOutcome.Uncovered("PATIENT-SAMPLE", ("drawnOn", drawnOn), ("on", on))];
    }
}
