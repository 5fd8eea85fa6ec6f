namespace Becs.Contracts.Workflows;

/// <summary>A version of a process was approved: new instances start on it from its time; running ones stay on theirs.</summary>
/// <param name="ChangeId">The change request.</param>
/// <param name="DefinitionId">Process definition, such as <c>component-release</c>.</param>
/// <param name="Version">Version of the definition.</param>
/// <param name="PackageHash">Hash of the package approved.</param>
/// <param name="EffectiveFromAt">From when it starts instances (UTC).</param>
/// <param name="Emergency">An emergency change, to be reviewed afterwards.</param>
public sealed record WorkflowChangeApproved(
    Guid ChangeId,
    string DefinitionId,
    int Version,
    string PackageHash,
    DateTime EffectiveFromAt,
    bool Emergency) : BecsEvent;
