using Becs.Domain.Rules;

namespace Becs.Domain.Testing;

/// <summary>The verdict about a donation, from its facts alone.</summary>
public static class TestingVerdicts
{
    /// <summary>
    /// A final forbidding result decides at once, whatever is missing; then a contradicting group; then repeats; then what is missing. Only
    /// when every required test is final and negative and the group is confirmed is the donation suitable.
    /// </summary>
    public static DonationTestingVerdict Of(TestingFacts facts)
    {
        var (tests, group) = Standings(facts);
        var outcomes = facts.Required.SelectMany(t => t.Because)
            .Concat(group.Determinations.SelectMany(d => d.Outcomes)).ToList();
        var unsuitable = tests.Where(t => t.IsUnsuitable).ToList();
        if (unsuitable.Count > 0)
        {
            return new DonationTestingVerdict.Unsuitable(
                [.. unsuitable.Select(t => $"{t.TestCode}:{t.Detail}")],
                [.. Codes(unsuitable, TestProgress.AwaitsConfirmation)],
                tests,
                outcomes);
        }

        if (group.Reason == GroupingStanding.Unresolved)
        {
            return new DonationTestingVerdict.Unsuitable([group.Reason], [], tests, outcomes);
        }

        if (group.Progress == TestProgress.Discrepant)
        {
            return new DonationTestingVerdict.Discrepancy(group.Reason, tests, outcomes);
        }

        var repeats = Codes(tests, TestProgress.AwaitsRepeat).ToList();
        return repeats.Count > 0 ? new DonationTestingVerdict.NeedsRepeat(repeats, tests, outcomes)
            : tests.Count == 0 || tests.Any(t => !t.IsNegative) || group.Group is null
                ? new DonationTestingVerdict.Pending(
                    [.. tests.Where(t => !t.IsNegative).Select(t => t.TestCode)], tests, outcomes)
            : new DonationTestingVerdict.Suitable(group.Group.Abo, group.Group.RhD, tests, outcomes);
    }

    /// <summary>Every required test, and the group.</summary>
    public static (IReadOnlyList<TestStanding> Tests, GroupingStanding Group) Standings(TestingFacts facts)
    {
        var group = GroupingStanding.Of(facts, GroupingTests(facts));
        return ([.. facts.Required.Select(test => Of(facts, test, group))], group);
    }

    internal static IReadOnlySet<string> GroupingTests(TestingFacts facts) => facts.Required
        .Where(t => t.Method == TestMethod.BloodGroup).Select(t => t.Test).ToHashSet(StringComparer.Ordinal);

    private static TestStanding Of(TestingFacts facts, RequiredTest test, GroupingStanding group)
    {
        var results = facts.Of(test.Test).ToList();
        return test.Method == TestMethod.BloodGroup
            ? new TestStanding(
                test.Test,
                group.Progress == TestProgress.Negative && results.Count == 0 ? TestProgress.Missing : group.Progress,
                [.. results.SelectMany(r => r.Results).Select(r => r.Id)],
                group.Reason)
            : MarkerStanding.Of(test, results);
    }

    private static IEnumerable<string> Codes(IEnumerable<TestStanding> tests, TestProgress progress) =>
        tests.Where(t => t.Progress == progress).Select(t => t.TestCode);
}
