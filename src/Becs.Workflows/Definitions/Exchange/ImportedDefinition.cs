namespace Becs.Workflows.Definitions.Exchange;

/// <summary>One file of an import.</summary>
/// <param name="FileName">Its name, with its folder in the archive.</param>
/// <param name="Definition">What is in it; null if it is no definition.</param>
/// <param name="Problems">Why it is none. A definition may still be one the validator refuses.</param>
public sealed record ImportedDefinition(
    string FileName, WorkflowDefinition? Definition, IReadOnlyList<DefinitionProblem> Problems);
