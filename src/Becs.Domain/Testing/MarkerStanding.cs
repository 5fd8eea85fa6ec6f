using Becs.Domain.Rules;

namespace Becs.Domain.Testing;

/// <summary>Where one infectious marker stands, by the algorithm of its method.</summary>
internal static class MarkerStanding
{
    // No pool is recorded here: a pooled result is no individual one.
    private static readonly HashSet<string> NoPools = [];

    internal static TestStanding Of(RequiredTest test, IReadOnlyCollection<EffectiveResult> results)
    {
        var conclusion = Conclude(test.Method, results);
        var waiting = results.Where(r => r.RunValid).Select(r => r.Waiting).FirstOrDefault(w => w is not null);
        var ids = results.SelectMany(r => r.Results).Select(r => r.Id).ToList();
        var progress = conclusion switch
        {
            { IsUnsuitable: true, Confirmatory: null } => TestProgress.AwaitsConfirmation,
            { IsUnsuitable: true, Confirmatory: TestReading.NonReactive } => TestProgress.ConfirmedNegative,
            { IsUnsuitable: true, Confirmatory: TestReading.Reactive } => TestProgress.Positive,
            { IsUnsuitable: true } => TestProgress.Indeterminate,
            _ when waiting is { } awaited => awaited,
            { State: TestState.InitiallyReactive or TestState.PoolReactive } => TestProgress.AwaitsRepeat,
            { AllowsRelease: true } => TestProgress.Negative,
            _ => TestProgress.Missing,
        };
        return new TestStanding(test.Test, progress, ids, conclusion.State.ToString());
    }

    /// <summary>The algorithm's own words: rows without a value yet say nothing.</summary>
    internal static TestConclusion Conclude(TestMethod method, IEnumerable<EffectiveResult> results)
    {
        var rows = results.Where(r => r.Value is not null).Select(Row).ToList();
        return method switch
        {
            TestMethod.Nat => NatAlgorithm.Evaluate(rows, NoPools),
            _ => SerologyAlgorithm.Evaluate(rows),
        };
    }

    private static TestRow Row(EffectiveResult result) => new(
        result.Results[0].Id.ToString("D"),
        result.Key.Role switch
        {
            TestRole.Initial => TestStage.Initial,
            TestRole.Confirmatory => TestStage.Confirmatory,
            _ => TestStage.Repeat,
        },
        result.Value!.Interpretation switch
        {
            Interpretation.NonReactive => TestReading.NonReactive,
            Interpretation.Reactive => TestReading.Reactive,
            Interpretation.GreyZone => TestReading.GreyZone,
            Interpretation.Indeterminate => TestReading.Indeterminate,
            _ => TestReading.Invalid,
        },
        result.RunValid,
        result.Key.SampleId.ToString("D"));
}
