namespace Becs.Domain.Rules;

/// <summary>
/// Serology (domain.md 6.6): NR is final. R is repeated in duplicate on the same sample: both NR is final NR, one or
/// two R is repeatedly reactive. Pure: the state follows from all rows ever recorded, in any order.
/// </summary>
public static class SerologyAlgorithm
{
    /// <summary>Repeats an initially reactive sample needs.</summary>
    public const int Repeats = 2;

    /// <summary>Where the test stands.</summary>
    /// <param name="rows">All rows of this test of this donation, voided ones included.</param>
    /// <param name="sampleExhausted">No sample is left to finish with: unresolved counts as repeatedly
    /// reactive.</param>
    public static TestConclusion Evaluate(IReadOnlyCollection<TestRow> rows, bool sampleExhausted = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var valid = rows.Where(row => row.RunValid && row.Reading != TestReading.Invalid).ToList();
        var initial = valid.Where(row => row.Stage == TestStage.Initial).ToList();
        var reactiveInitial = initial.Where(row => row.Reading != TestReading.NonReactive).ToList();
        var repeats = valid.Where(row => row.Stage == TestStage.Repeat).ToList();

        // A reactive repeat decides whatever the initial rows say: no later row can talk a reactive result away.
        if (repeats.Any(row => row.Reading != TestReading.NonReactive))
        {
            return Unsuitable(rows);
        }

        if (initial.Count == 0)
        {
            var state = rows.Any(row => row.Stage != TestStage.Confirmatory) ? TestState.Invalid : TestState.Pending;
            return sampleExhausted ? Unsuitable(rows) : new TestConclusion(state);
        }

        if (reactiveInitial.Count == 0)
        {
            return new TestConclusion(TestState.FinalNonReactive);
        }

        // Two different result rows; a row sent twice is one row.
        var counted = repeats.Where(row => reactiveInitial.All(i => i.Sample == row.Sample))
            .Select(row => row.Id).Distinct(StringComparer.Ordinal).Count();
        return counted >= Repeats ? new TestConclusion(TestState.FinalNonReactive)
            : sampleExhausted ? Unsuitable(rows)
            : new TestConclusion(TestState.InitiallyReactive, Repeats - counted);
    }

    private static TestConclusion Unsuitable(IEnumerable<TestRow> rows) =>
        new(TestState.RepeatedlyReactive, Confirmatory: TestConclusion.Strictest(rows));
}
