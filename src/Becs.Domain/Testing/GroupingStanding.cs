using Becs.Domain.Rules;

namespace Becs.Domain.Testing;

/// <summary>Where the blood group of a donation stands: every determination, against each other and against history (RB-17).</summary>
/// <param name="Progress">Negative stands for "confirmed".</param>
/// <param name="Group">Only when confirmed.</param>
/// <param name="Reason">Why not, in a code.</param>
/// <param name="Determinations">What was read.</param>
public sealed record GroupingStanding(
    TestProgress Progress, BloodGroup? Group, string Reason, IReadOnlyList<Determination> Determinations)
{
    public static GroupingStanding Of(TestingFacts facts, IReadOnlySet<string> groupingTests)
    {
        var results = facts.Results.Where(r => groupingTests.Contains(r.Key.TestCode)).ToList();
        var determinations = Determination.From(facts.Book, results);
        var waiting = results.Where(r => r.RunValid).Select(r => r.Waiting).FirstOrDefault(w => w is not null);

        // A control that reacted says "test again" and nothing about the group; every other determination counts.
        var counted = determinations.Where(d => d.State != GroupingState.Invalid).ToList();
        if (counted.Find(d => d.State == GroupingState.Discrepancy) is { } discrepant)
        {
            return new GroupingStanding(TestProgress.Discrepant, null, discrepant.Reason, determinations);
        }

        var independent = Determination.Independent(counted);
        var (all, confirmed) = History(facts, groupingTests);
        if (independent.Count == 0)
        {
            var reason = determinations.Count > 0 ? determinations[^1].Reason : "ABO-MISSING";
            return new GroupingStanding(waiting ?? TestProgress.Missing, null, reason, determinations);
        }

        // A determination that confirms nothing, being of the same person on the same sample, can still contradict.
        if (counted.Select(d => d.Group).OfType<BloodGroup>().Concat(all).Distinct().Count() > 1)
        {
            return new GroupingStanding(TestProgress.Discrepant, null, HistoricGroup.MismatchCode, determinations);
        }

        return waiting is not null ? new GroupingStanding(waiting.Value, null, "ABO-ENTRY", determinations)
            : HistoricGroup.Compare(facts.Book, independent, confirmed) switch
            {
                HistoricMatch.Confirmed or HistoricMatch.ConfirmedByDeterminations =>
                    new GroupingStanding(TestProgress.Negative, independent[0], "", determinations),
                HistoricMatch.NeedsDetermination =>
                    new GroupingStanding(TestProgress.Missing, null, "ABO-SECOND-DETERMINATION", determinations),
                _ => new GroupingStanding(TestProgress.Discrepant, null, HistoricGroup.MismatchCode, determinations),
            };
    }

    // Every group ever determined can contradict; only one that was itself confirmed can confirm.
    private static (List<BloodGroup> All, List<BloodGroup> Confirmed) History(
        TestingFacts facts, IReadOnlySet<string> groupingTests)
    {
        var (all, confirmed) = (new List<BloodGroup>(), new List<BloodGroup>());
        foreach (var prior in facts.Prior)
        {
            var determinations = Determination.From(
                facts.Book, prior.Results.Where(r => groupingTests.Contains(r.Key.TestCode)));
            var groups = Determination.Independent(determinations);
            if (groups.Count > 0 && HistoricGroup.Compare(facts.Book, groups, confirmed)
                is HistoricMatch.Confirmed or HistoricMatch.ConfirmedByDeterminations)
            {
                confirmed.Add(groups[0]);
            }

            all.AddRange(determinations.Select(d => d.Group).OfType<BloodGroup>());
        }

        return (all, confirmed);
    }
}
