namespace Becs.Domain.Rules;

/// <summary>Each medicine of the donor against every rule about it, product by product.</summary>
public static class MedicationRules
{
    /// <summary>A drug no rule knows goes to the physician; a last dose not known is missing; no medicine is no
    /// outcome.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(
        RuleBook book, DateOnly on, DonationType type, IReadOnlyList<MedicationTaken> medications)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(medications);
        var outcomes = new List<RuleOutcome>();
        foreach (var taken in medications)
        {
            var rules = book.All<MedicationRule>().Where(r => r.Drugs.Contains(taken.Drug)).ToList();
            if (rules.Count == 0)
            {
                outcomes.Add(RuleOutcome.Uncovered("MEDICATION", ("drug", taken.Drug), ("on", on)));
            }

            outcomes.AddRange(rules.Select(rule => RuleOutcome.Of(
                rule,
                rule.Confirmed(Judge(rule, on, type, taken.LastTakenOn)),
                ("drug", taken.Drug),
                ("on", on),
                ("type", type),
                ("lastTakenOn", taken.LastTakenOn))));
        }

        return outcomes;
    }

    private static Verdict Judge(MedicationRule rule, DateOnly on, DonationType type, DateOnly? lastTakenOn)
    {
        if (rule.Scopes.Count == 0)
        {
            return Verdict.Pass;
        }

        if (rule.Refer)
        {
            return Verdict.Refer(rule.Deferral!);
        }

        var needsDate = rule.Wait!.Unit is not (DurationUnit.Permanent or DurationUnit.UntilCondition);
        if (needsDate && (lastTakenOn is null || lastTakenOn > on))
        {
            return Verdict.Missing("last dose of a medicine");
        }

        var end = rule.Wait.After(needsDate ? lastTakenOn!.Value : on);
        return end.Defers(on) ? Restrict(rule, end, type) : Verdict.Pass;
    }

    private static Verdict Restrict(MedicationRule rule, DeferralEnd end, DonationType type)
    {
        var verdicts = rule.Scopes.Select(scope => ProductScope.Defer(rule.Deferral!, end, scope, type)).ToList();
        var stopped = verdicts.Find(v => v.Kind == VerdictKind.Defer);
        var excluded = verdicts.Where(v => v.Kind == VerdictKind.Conditional).Select(v => v.Code).Distinct().Order();
        var procedure = string.Join('+', excluded);
        return stopped ?? (procedure.Length > 0 ? Verdict.Conditional(procedure) : Verdict.Pass);
    }
}
