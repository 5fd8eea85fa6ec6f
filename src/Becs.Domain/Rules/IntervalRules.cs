namespace Becs.Domain.Rules;

/// <summary>Intervals and yearly limits, from the donations of the donor (all merged records) in local calendar
/// days.</summary>
public static class IntervalRules
{
    // A cap can hold a donor back for at most its window; no window is longer than two years.
    private const int DaysLookedAhead = 740;

    /// <summary>One outcome per rule and earlier donation it reads; every one of them must pass.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(
        RuleBook book, PlannedDonation next, IReadOnlyCollection<PriorDonation> prior)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(prior);
        var outcomes = new List<RuleOutcome>();
        foreach (var donation in prior.OrderBy(d => d.On))
        {
            AddIntervals(book, next, donation, outcomes);
        }

        outcomes.AddRange(book.All<CountCapRule>().Where(r => r.Types.Contains(next.Type))
            .Select(rule => Count(rule, next, prior)));
        outcomes.AddRange(book.All<LossCapRule>().Where(r => r.Applies.To(null, next.Type, null))
            .Select(rule => Loss(rule, next, prior)));
        return outcomes;
    }

    /// <summary>First day on or after the planned day on which nothing defers; null when only a person can
    /// say.</summary>
    public static DateOnly? EarliestOn(RuleBook book, PlannedDonation next, IReadOnlyCollection<PriorDonation> prior)
    {
        ArgumentNullException.ThrowIfNull(next);
        var last = next.On.AddDays(DaysLookedAhead);
        for (var day = next.On; day <= last;)
        {
            var verdict = RuleOutcome.Strictest(
                Evaluate(book, next with { On = day }, prior).Append(RuleOutcome.Covered));
            if (verdict.Kind < VerdictKind.Refer)
            {
                return day;
            }

            if (verdict is not { Kind: VerdictKind.Defer, Until.FirstAllowedOn: { } first })
            {
                return null;
            }

            day = first > day ? first : day.AddDays(1);
        }

        return null;
    }

    private static void AddIntervals(
        RuleBook book, PlannedDonation next, PriorDonation donation, List<RuleOutcome> outcomes)
    {
        var rules = book.All<IntervalRule>()
            .Where(r => r.Previous.Contains(donation.Type) && r.Next.Contains(next.Type)).ToList();
        if (rules.Count == 0)
        {
            outcomes.Add(RuleOutcome.Uncovered(
                $"INTERVAL:{donation.Type}>{next.Type}", ("donation", donation.Reference),
                ("previousOn", donation.On)));
        }

        outcomes.AddRange(rules.Select(rule => Wait(rule, rule.Deferral, rule.Wait, next, donation)));
        outcomes.AddRange(book.All<LossIntervalRule>().Where(r => donation.RedCellLossMl >= r.MinLossMl)
            .Where(r => r.Applies.To(null, donation.Type, null))
            .Select(rule => Wait(rule, rule.Deferral, rule.Wait, next, donation)));
    }

    private static RuleOutcome Wait(
        Rule rule, string deferral, RuleDuration wait, PlannedDonation next, PriorDonation donation)
    {
        var end = wait.After(donation.On);
        var verdict = end.Defers(next.On) ? Verdict.Defer(deferral, end) : Verdict.Pass;
        return RuleOutcome.Of(
            rule,
            rule.Confirmed(verdict),
            ("next", next.Type),
            ("on", next.On),
            ("donation", donation.Reference),
            ("previous", donation.Type),
            ("previousOn", donation.On),
            ("redCellLossMl", donation.RedCellLossMl));
    }

    private static RuleOutcome Count(CountCapRule rule, PlannedDonation next, IEnumerable<PriorDonation> prior)
    {
        var after = rule.Window.Before(next.On);
        var counted = prior.Where(d => rule.Types.Contains(d.Type) && d.On > after && d.On <= next.On)
            .OrderBy(d => d.On).ToList();
        var verdict = counted.Count < rule.Max
            ? Verdict.Pass
            : Verdict.Defer(rule.Deferral, rule.Window.After(counted[counted.Count - rule.Max].On));
        return RuleOutcome.Of(
            rule, rule.Confirmed(verdict), ("next", next.Type), ("on", next.On), ("countedInWindow", counted.Count));
    }

    private static RuleOutcome Loss(LossCapRule rule, PlannedDonation next, IEnumerable<PriorDonation> prior)
    {
        var after = rule.Window.Before(next.On);
        var counted = prior.Where(d => d.On > after && d.On <= next.On).OrderBy(d => d.On).ToList();
        var unknown = counted.Any(d => LossOf(rule, d) is null);
        var expected = rule.Substance == LostSubstance.RedCells ? next.ExpectedRedCellLossMl
            : next.ExpectedPlasmaLossMl;
        var limit = rule.LimitMl(next.WeightTenthsKg);
        var total = expected + counted.Sum(d => LossOf(rule, d) ?? 0);

        // An unrecorded loss could be anything: known losses may already defer, but cannot pass.
        var verdict = total > limit ? Verdict.Defer(rule.Deferral, EndOfLoss(rule, counted, total - limit, next.On))
            : unknown ? Verdict.Refer("LOSS-NOT-RECORDED")
            : Verdict.Pass;
        return RuleOutcome.Of(
            rule,
            rule.Confirmed(verdict),
            ("next", next.Type),
            ("on", next.On),
            ("weightTenthsKg", next.WeightTenthsKg),
            ("expectedMl", expected),
            ("lossInWindowMl", total - expected),
            ("limitMl", limit));
    }

    private static int? LossOf(LossCapRule rule, PriorDonation donation) =>
        rule.Substance == LostSubstance.RedCells ? donation.RedCellLossMl : donation.PlasmaLossMl;

    // The day on which enough of the oldest losses have left the window.
    private static DeferralEnd EndOfLoss(LossCapRule rule, List<PriorDonation> counted, int excessMl, DateOnly on)
    {
        foreach (var donation in counted)
        {
            excessMl -= LossOf(rule, donation) ?? 0;
            if (excessMl <= 0)
            {
                return rule.Window.After(donation.On);
            }
        }

        // The planned loss alone is above the limit.
        return rule.Window.After(on);
    }
}
