namespace Becs.Contracts.Workflows;

/// <summary>Somebody judged a submitted version of a process and signed.</summary>
/// <param name="ChangeId">The change request.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition it would be.</param>
/// <param name="PackageHash">Hash of the package judged.</param>
/// <param name="Outcome">accepted, rejected, verified, accepted-afterwards or objected-afterwards.</param>
public sealed record WorkflowChangeReviewed(
    Guid ChangeId,
    string DefinitionId,
    int Version,
    string PackageHash,
    string Outcome) : BecsEvent;
