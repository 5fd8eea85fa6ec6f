namespace Becs.Domain.Rules;

/// <summary>
/// Nucleic acid testing, pooled or individual (domain.md 6.6). A non-reactive pool clears its members; a reactive pool
/// holds them all until each was tested by itself. An individual reactive result is final.
/// </summary>
public static class NatAlgorithm
{
    /// <summary>Where the test stands for one donation.</summary>
    /// <param name="rows">All rows of this test of this donation; a pool's result is a row of each member.</param>
    /// <param name="resolvedPools">Reactive pools of which every member has a valid individual result.</param>
    /// <param name="individualRequired">A regional trigger asks for individual testing: a pool result is not
    /// enough.</param>
    /// <param name="sampleExhausted">No sample is left: unresolved counts as reactive.</param>
    public static TestConclusion Evaluate(
        IReadOnlyCollection<TestRow> rows,
        IReadOnlySet<string> resolvedPools,
        bool individualRequired = false,
        bool sampleExhausted = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(resolvedPools);
        var valid = rows.Where(row => row.RunValid && row.Reading != TestReading.Invalid).ToList();
        var individual = valid.Where(row => row.Stage is TestStage.Initial or TestStage.Repeat).ToList();
        var pools = valid.Where(row => row.Stage == TestStage.Pool).ToList();
        var reactivePools = pools.Where(row => row.Reading != TestReading.NonReactive).ToList();

        if (individual.Any(row => row.Reading != TestReading.NonReactive))
        {
            return Reactive(rows);
        }

        var resolved = individual.Count > 0
            && reactivePools.All(row => row.Pool is not null && resolvedPools.Contains(row.Pool));
        if (reactivePools.Count > 0)
        {
            return resolved ? new TestConclusion(TestState.FinalNonReactive)
                : sampleExhausted && individual.Count == 0 ? Reactive(rows)
                : new TestConclusion(TestState.PoolReactive, individual.Count == 0 ? 1 : 0);
        }

        if (individual.Count > 0 || (pools.Count > 0 && !individualRequired))
        {
            return new TestConclusion(TestState.FinalNonReactive);
        }

        var state = pools.Count == 0 && rows.Any(row => row.Stage != TestStage.Confirmatory) ? TestState.Invalid
            : TestState.Pending;
        return sampleExhausted ? Reactive(rows) : new TestConclusion(state);
    }

    /// <summary>Has every member of a pool a valid individual result?</summary>
    /// <param name="memberRows">Rows of this test, by member donation; a member without rows has an empty list.</param>
    public static bool IsResolved(IReadOnlyCollection<IReadOnlyCollection<TestRow>> memberRows) =>
        memberRows.Count > 0 && memberRows.All(rows => rows.Any(row =>
            row is { Stage: TestStage.Initial or TestStage.Repeat, RunValid: true }
                && row.Reading != TestReading.Invalid));

    private static TestConclusion Reactive(IEnumerable<TestRow> rows) =>
        new(TestState.Reactive, Confirmatory: TestConclusion.Strictest(rows));
}
