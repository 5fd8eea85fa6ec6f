namespace Becs.Server.ChangeControl;

/// <summary>Where a version or a draft stands in change control, for whoever has it open in the designer.</summary>
/// <param name="DefinitionId">The workflow.</param>
/// <param name="Version">The version; null for the caller's draft.</param>
/// <param name="Sentence">All of it in words: state, what it was made from, from when it takes effect, its change.</param>
/// <param name="ChangeUrl">The page of its change; null when there is none.</param>
/// <param name="CompareUrl">Where it is compared with the version it was made from; null when there is nothing to compare.</param>
/// <param name="Problems">Why it would not be taken now: at the step, where there is one. Always empty for a version.</param>
public sealed record WorkflowStanding(
    string DefinitionId, int? Version, string Sentence, string? ChangeUrl, string? CompareUrl, IReadOnlyList<StandingProblem> Problems);

/// <param name="StepId">The step it belongs to; null for none.</param>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="Text">What is wrong.</param>
public sealed record StandingProblem(string? StepId, string Path, string Text);
