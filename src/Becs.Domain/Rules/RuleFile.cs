namespace Becs.Domain.Rules;

/// <summary>One rule file.</summary>
/// <param name="Concern">What it is about.</param>
/// <param name="Rules">Its rows.</param>
/// <param name="Note">Remark for the reader.</param>
internal sealed record RuleFile(string Concern, IReadOnlyList<Rule> Rules, string? Note = null);
