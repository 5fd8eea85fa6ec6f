using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>The groupings of one discrepant donation, as whoever settles it must look at them.</summary>
internal sealed class DiscrepancyCase
{
    private readonly TestingFacts _facts;
    private readonly List<EffectiveResult> _results;
    private readonly IReadOnlyList<Determination> _determinations;

    private DiscrepancyCase(TestingFacts facts, List<EffectiveResult> results)
    {
        (_facts, _results) = (facts, results);
        _determinations = Determination.From(facts.Book, results);
    }

    public static DiscrepancyCase Of(TestingFacts facts)
    {
        var tests = TestingVerdicts.GroupingTests(facts);
        return new DiscrepancyCase(facts, [.. facts.Results.Where(r => tests.Contains(r.Key.TestCode))]);
    }

    public bool EnteredBy(Guid userId) => _results.SelectMany(r => r.Results).Any(r => r.Stamp.UserId == userId);

    /// <summary>Determinations that contradict a group: another group, or a discrepancy in themselves.</summary>
    public IReadOnlyList<Determination> Against(BloodGroup group) =>
        [.. _determinations.Where(d => d.State == GroupingState.Discrepancy || (d.Group is { } other && other != group))];

    public IReadOnlyList<Determination> Of(IReadOnlyCollection<Guid> resultIds) =>
        [.. _determinations.Where(d => d.ResultIds.Any(resultIds.Contains))];

    /// <summary>The determinations of these runs, which must show the group.</summary>
    public IReadOnlyList<Determination> EvidenceFor(BloodGroup group, IReadOnlyCollection<string> runNumbers)
    {
        var runs = _facts.Runs.Where(r => runNumbers.Contains(r.Number)).Select(r => r.Id).ToHashSet();
        var ids = _results.Where(r => runs.Contains(r.Key.RunId)).SelectMany(r => r.Results).Select(r => r.Id).ToHashSet();
        var evidence = Of(ids);
        Demand(group, evidence, [.. Against(group).SelectMany(d => d.ResultIds)]);
        return evidence;
    }

    /// <exception cref="RuleException">TST-044 the evidence does not show the group; TST-045 an earlier donation, or a result nobody set aside,
    /// contradicts it.</exception>
    public void Demand(BloodGroup group, IReadOnlyList<Determination> evidence, IReadOnlyCollection<Guid> setAside)
    {
        var id = _facts.Donation.Id.Subject;
        if (!GroupingStanding.Shows(_facts.Book, group, evidence))
        {
            throw new RuleException("TST-044", $"{id}: independent valid determinations of the named runs must all show the group.");
        }

        if (Against(group).Any(d => !d.ResultIds.All(setAside.Contains))
            || GroupingStanding.GroupsOfHistory(_facts, TestingVerdicts.GroupingTests(_facts)).Any(g => g != group))
        {
            throw new RuleException("TST-045", $"{id}: a result that was not set aside, or an earlier donation, contradicts the group.");
        }

        if (setAside.Count > 0 && evidence.SelectMany(d => d.ResultIds).Max().CompareTo(setAside.Max()) <= 0)
        {
            throw new RuleException("TST-046", $"{id}: the group is determined anew after what it contradicts.");
        }
    }
}
