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
    /// <summary>Two people signed that no group can be settled: final.</summary>
    public const string Unresolved = "ABO-UNRESOLVED";

    public static GroupingStanding Of(TestingFacts facts, IReadOnlySet<string> groupingTests)
    {
        var results = facts.Results.Where(r => groupingTests.Contains(r.Key.TestCode)).ToList();
        var determinations = Determination.From(facts.Book, results);
        var waiting = results.Where(r => r.RunValid).Select(r => r.Waiting).FirstOrDefault(w => w is not null);

        // A control that reacted says "test again" and nothing about the group; every other determination counts.
        var counted = determinations.Where(d => d.State != GroupingState.Invalid).ToList();
        var signed = facts.Findings.LastOrDefault(f => f.Resolution is not null);
        if (signed is { Group: null })
        {
            return new GroupingStanding(TestProgress.Discrepant, null, Unresolved, determinations);
        }

        var settled = Settled(facts.Book, signed, counted);
        if (settled is not null)
        {
            counted = Counted(counted, signed!);
        }

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
        if (counted.Select(d => d.Group).OfType<BloodGroup>().Concat(all).Append(settled ?? independent[0]).Distinct().Count() > 1)
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

    /// <summary>Enough independent determinations, all of this group.</summary>
    internal static bool Shows(RuleBook book, BloodGroup group, IReadOnlyList<Determination> evidence) =>
        evidence.Count > 0 && evidence.All(d => d.Group == group)
        && HistoricGroup.Compare(book, Determination.Independent(evidence), []) == HistoricMatch.ConfirmedByDeterminations;

    /// <summary>Every group that counts in the donor's history.</summary>
    internal static IReadOnlyList<BloodGroup> GroupsOfHistory(TestingFacts facts, IReadOnlySet<string> groupingTests) =>
        History(facts, groupingTests).All;

    // A signed group holds while its evidence does: a run declared void since then takes the resolution with it.
    private static BloodGroup? Settled(RuleBook book, DiscrepancyFinding? signed, IReadOnlyList<Determination> determinations) =>
        signed?.Group is { } group
        && Shows(book, group, [.. determinations.Where(d => d.ResultIds.Any(signed.EvidenceIds.Contains))])
        && signed.EvidenceIds.All(id => determinations.Any(d => d.ResultIds.Contains(id)))
            ? group
            : null;

    // What was measured later, or by nobody set aside, still contradicts.
    private static List<Determination> Counted(IEnumerable<Determination> determinations, DiscrepancyFinding signed) =>
        [.. determinations.Where(d => !d.ResultIds.All(signed.SetAsideIds.Contains))];

    // Every group ever determined can contradict, unless two people set it aside; only one that was itself confirmed can confirm.
    private static (List<BloodGroup> All, List<BloodGroup> Confirmed) History(
        TestingFacts facts, IReadOnlySet<string> groupingTests)
    {
        var (all, confirmed) = (new List<BloodGroup>(), new List<BloodGroup>());
        foreach (var prior in facts.Prior)
        {
            var determinations = Determination.From(
                facts.Book, prior.Results.Where(r => groupingTests.Contains(r.Key.TestCode)));
            var signed = (prior.Findings ?? []).LastOrDefault(f => f.Resolution is not null);
            if (Settled(facts.Book, signed, determinations) is not null)
            {
                determinations = Counted(determinations, signed!);
            }

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
