using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>What the entries of one measurement amount to.</summary>
/// <param name="Key">The measurement.</param>
/// <param name="Results">Its entries.</param>
/// <param name="Value">What counts; null while a second entry or a resolution is awaited.</param>
/// <param name="Waiting">What is awaited, if anything.</param>
/// <param name="RunValid">False: void, it says nothing.</param>
public sealed record EffectiveResult(
    ResultKey Key, IReadOnlyList<TestResult> Results, ResultValue? Value, TestProgress? Waiting, bool RunValid)
{
    /// <summary>Who measured or read it: two determinations by one person on one sample are not independent.</summary>
    public Guid EnteredBy => Results[0].Stamp.UserId;

    /// <summary>An instrument's result stands by itself; typed ones count when two blind entries agree or a third person resolved.</summary>
    public static IReadOnlyList<EffectiveResult> From(
        IEnumerable<TestResult> results, IReadOnlyDictionary<TestRunId, bool> validRuns) =>
        [.. results.GroupBy(r => r.Key).Select(g => Of(g.Key, [.. g.OrderBy(r => r.Entry)], validRuns))];

    private static EffectiveResult Of(
        ResultKey key, List<TestResult> entries, IReadOnlyDictionary<TestRunId, bool> validRuns)
    {
        TestResult? Entry(ResultEntry entry) => entries.Find(r => r.Entry == entry);
        var (first, second) = (Entry(ResultEntry.First), Entry(ResultEntry.Second));
        var (value, waiting) = (Entry(ResultEntry.Instrument), Entry(ResultEntry.Resolution)) switch
        {
            ({ } instrument, _) => (instrument.Value, (TestProgress?)null),
            (_, { } resolution) => (resolution.Value, null),
            _ when first is null || second is null => (null, TestProgress.AwaitsSecondEntry),
            _ when first.Value.AgreesWith(second.Value) => (first.Value, null),
            _ => (null, TestProgress.AwaitsResolution),
        };
        return new EffectiveResult(key, entries, value, waiting, validRuns.GetValueOrDefault(key.RunId));
    }
}
