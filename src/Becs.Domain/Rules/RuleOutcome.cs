namespace Becs.Domain.Rules;

/// <summary>
/// One evaluated rule: which, from which bytes, what it read, what it said. Enough to evaluate it again. The inputs
/// may be health data: with a donor they belong in the donor's erasable record, not in events or logs.
/// </summary>
/// <param name="RuleId">Rule id; "UNCOVERED:..." when no rule covers the case.</param>
/// <param name="RuleVersion">Rule version; 0 when uncovered.</param>
/// <param name="PackHash">SHA-256 of the pack, lower-case hexadecimal; empty when uncovered.</param>
/// <param name="Cite">Where the rule comes from.</param>
/// <param name="Inputs">The values read, by name, invariant text.</param>
/// <param name="Verdict">What it said.</param>
public sealed record RuleOutcome(
    string RuleId,
    int RuleVersion,
    string PackHash,
    string Cite,
    IReadOnlyDictionary<string, string> Inputs,
    Verdict Verdict)
{
    /// <summary>
    /// The strictest verdict: most severe kind, and of deferrals the latest end. An empty list is Missing: what was not
    /// evaluated does not pass.
    /// </summary>
    public static Verdict Strictest(IEnumerable<RuleOutcome> outcomes) => outcomes
        .Select(outcome => outcome.Verdict)
        .OrderByDescending(verdict => verdict.Kind)
        .ThenByDescending(verdict => verdict.Until ?? default)
        .FirstOrDefault() ?? Verdict.Missing("no rule was evaluated");

    /// <summary>Stands for "no rule had anything to say", where that is an answer.</summary>
    internal static RuleOutcome Covered { get; } =
        new("NOTHING-APPLIES", 0, "", "", InputText.Of([]), Verdict.Pass);

    internal static RuleOutcome Of(Rule rule, Verdict verdict, params (string Name, object? Value)[] inputs) =>
        new(rule.Id, rule.Version, rule.PackHash, rule.Cite, InputText.Of(inputs), verdict);

    /// <summary>No rule covers the case: the physician decides; silence is not consent.</summary>
    internal static RuleOutcome Uncovered(string what, params (string Name, object? Value)[] inputs) =>
        new("UNCOVERED:" + what, 0, "", "", InputText.Of(inputs), Verdict.Refer("UNCOVERED:" + what));
}
