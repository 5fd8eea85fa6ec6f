namespace Becs.Workflows.Storage;

/// <summary>A stimulus that starts a workflow.</summary>
/// <param name="PackageHash">The package to start.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="ActivityId">The trigger activity.</param>
/// <param name="Name">The name of the stimulus, such as <c>Elsa.Event</c>.</param>
/// <param name="Hash">Its hash.</param>
public sealed record StoredTrigger(
    string PackageHash, string DefinitionId, string ActivityId, string Name, string Hash);
