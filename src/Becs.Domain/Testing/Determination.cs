using Becs.Domain.Rules;

namespace Becs.Domain.Testing;

/// <summary>One blood grouping, interpreted.</summary>
/// <param name="State">How far.</param>
/// <param name="Group">Only when determined.</param>
/// <param name="Reason">Why not, in a code.</param>
/// <param name="SampleId">Sample it was done on.</param>
/// <param name="By">Who entered it.</param>
/// <param name="ResultIds">Its results.</param>
/// <param name="Outcomes">Rules applied.</param>
public sealed record Determination(
    GroupingState State,
    BloodGroup? Group,
    string Reason,
    Guid SampleId,
    Guid By,
    IReadOnlyList<Guid> ResultIds,
    IReadOnlyList<RuleOutcome> Outcomes)
{
    /// <summary>The groupings in these results; void ones and entries still awaited are left out.</summary>
    public static IReadOnlyList<Determination> From(RuleBook book, IEnumerable<EffectiveResult> results) =>
        [.. results
            .Where(r => r.RunValid && r.Value?.ReactionText is not null)
            .GroupBy(r => (r.Key.RunId, r.Key.SampleId, r.Key.Role))
            .Select(g => Of(book, [.. g]))];

    private static Determination Of(RuleBook book, List<EffectiveResult> results)
    {
        var reactions = BloodReactions.Parse(results.Select(r => r.Value!.ReactionText!));
        var abo = AboInterpretation.Interpret(book, reactions.Abo);
        var rhD = RhDInterpretation.OfDonor(reactions.RhD);
        var determined = abo is { State: GroupingState.Determined } && rhD is { State: GroupingState.Determined }
            && abo.Rules.All(r => r.Verdict.IsPass);
        var state = determined ? GroupingState.Determined
            : abo.State == GroupingState.Invalid || rhD.State == GroupingState.Invalid ? GroupingState.Invalid
            : abo.State == GroupingState.Discrepancy || rhD.State == GroupingState.Discrepancy ? GroupingState.Discrepancy
            : GroupingState.Incomplete;
        return new Determination(
            state,
            determined ? new BloodGroup(abo.Abo!.Value, rhD.RhD!.Value) : null,
            abo.State != GroupingState.Determined ? abo.Reason : rhD.Reason,
            results[0].Key.SampleId,
            results[0].EnteredBy,
            [.. results.SelectMany(r => r.Results).Select(r => r.Id)],
            abo.Rules);
    }

    /// <summary>How many of these are independent of each other: another sample, or another person.</summary>
    public static IReadOnlyList<BloodGroup> Independent(IEnumerable<Determination> determinations) =>
        [.. determinations.Where(d => d.Group is not null).DistinctBy(d => (d.SampleId, d.By)).Select(d => d.Group!)];
}
