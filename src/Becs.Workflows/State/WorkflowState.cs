using System.Text.Json;
using Becs.Workflows.Models;
using Becs.Workflows.Running;

namespace Becs.Workflows.State;

/// <summary>An instance between bursts. Read it freely; only the engine makes one.</summary>
public sealed class WorkflowState
{
    /// <summary>The format this build writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The definition it runs.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>The package it is pinned to.</summary>
    public required string PackageHash { get; init; }

    /// <summary>A name for lists.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Whether it can still move.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>How it stands.</summary>
    public required WorkflowSubStatus SubStatus { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it last moved (UTC).</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTime? FinishedAt { get; init; }

    /// <summary>How many bursts it has had.</summary>
    public required int Sequence { get; init; }

    /// <summary>Who started it, for a child.</summary>
    public ParentReference? Parent { get; init; }

    /// <summary>The inputs it was started with.</summary>
    public IReadOnlyDictionary<string, JsonElement> Input { get; init; } = WorkflowExecutionContext.EmptyInput;

    /// <summary>The outputs set so far.</summary>
    public IReadOnlyDictionary<string, object?> Output { get; init; } = Empty;

    /// <summary>The outcomes it completed with; empty while it runs.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Variable values by variable id; those without a value are left out.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = Empty;

    /// <summary>Variables made by scripts, by name.</summary>
    public IReadOnlyDictionary<string, object?> UndeclaredVariables { get; init; } = Empty;

    /// <summary>Values kept with the instance.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = Empty;

    /// <summary>Outputs by activity id and name, if a script reads them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> ActivityOutputs { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, object?>>();

    /// <summary>The last output set, if a script reads it.</summary>
    public object? LastResult { get; init; }

    /// <summary>What is running, parents before children.</summary>
    public IReadOnlyList<ActivityExecutionState> Executions { get; init; } = [];

    /// <summary>Where it waits.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    internal static IReadOnlyDictionary<string, object?> Empty { get; } = new Dictionary<string, object?>();
}
