namespace Becs.Workflows.Storage;

/// <summary>The row of an instance.</summary>
/// <param name="Id">The instance.</param>
/// <param name="RowVersion">Counts saves, from 1; a save names the one it read.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="Version">The definition's version.</param>
/// <param name="PackageHash">The package it is pinned to.</param>
/// <param name="Name">A name for lists; null if none.</param>
/// <param name="Status">Whether it can still move.</param>
/// <param name="SubStatus">How it stands.</param>
/// <param name="CorrelationId">What it is about.</param>
/// <param name="ParentInstanceId">Its parent, for a child.</param>
/// <param name="CreatedAt">When it began (UTC).</param>
/// <param name="UpdatedAt">When it last moved (UTC).</param>
/// <param name="FinishedAt">When it ended (UTC).</param>
/// <param name="StateJson">The state, as <see cref="State.WorkflowStateSerializer"/> writes it.</param>
public sealed record StoredInstance(
    string Id,
    long RowVersion,
    string DefinitionId,
    int Version,
    string PackageHash,
    string? Name,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    string? CorrelationId,
    string? ParentInstanceId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    DateTime? FinishedAt,
    string StateJson);
