using Becs.Domain.Rules;

namespace Becs.Domain.Testing;

/// <summary>The tests a donation must have: the panel of its day, and whatever was ordered besides.</summary>
internal static class RequiredPanel
{
    internal static IReadOnlyList<RequiredTest> Of(
        RuleBook book,
        DonationType type,
        DateOnly donatedOn,
        IReadOnlyCollection<PriorTesting> prior,
        IEnumerable<string> ordered)
    {
        // The region and the donor's transfusion history are not known here: both then require their tests.
        var panel = TestPanelRules.Required(
            book, new TestPanelFacts(type, donatedOn, null, TestedOnce(book, prior), null)).ToList();
        foreach (var code in ordered.Distinct(StringComparer.Ordinal).Where(c => panel.TrueForAll(t => t.Test != c)))
        {
            panel.Add(new RequiredTest(code, MethodOf(book, code) ?? TestMethod.Serology, []));
        }

        return [.. panel.OrderBy(t => t.Test, StringComparer.Ordinal)];
    }

    internal static TestMethod? MethodOf(RuleBook book, string testCode) =>
        book.All<TestRule>().Where(r => r.Test == testCode).Select(r => (TestMethod?)r.Method).FirstOrDefault();

    private static HashSet<string> TestedOnce(RuleBook book, IReadOnlyCollection<PriorTesting> prior) =>
        book.All<TestRule>().Where(r => r.Frequency == TestFrequency.OncePerDonor)
            .Where(r => prior.Any(p => MarkerStanding
                .Conclude(r.Method, p.Results.Where(e => e.Key.TestCode == r.Test)).AllowsRelease))
            .Select(r => r.Test).ToHashSet(StringComparer.Ordinal);
}
