using System.Reflection;

namespace Becs.Workflows.Definitions;

/// <summary>An activity type in one version, as its attributes describe it.</summary>
public sealed class ActivityDescriptor
{
    /// <summary>The name in JSON.</summary>
    public required string TypeName { get; init; }

    /// <summary>The first part of the name.</summary>
    public required string Namespace { get; init; }

    /// <summary>The last part of the name.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The class.</summary>
    public required Type ClrType { get; init; }

    /// <summary>The toolbox group.</summary>
    public required string Category { get; init; }

    /// <summary>The label.</summary>
    public required string DisplayName { get; init; }

    /// <summary>One sentence.</summary>
    public string? Description { get; init; }

    /// <summary>What sort of step it is.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>Its inputs, in order.</summary>
    public required IReadOnlyList<InputDescriptor> Inputs { get; init; }

    /// <summary>Its outputs.</summary>
    public required IReadOnlyList<OutputDescriptor> Outputs { get; init; }

    /// <summary>Its declared outcomes and places for children. No outcome: <c>Done</c>.</summary>
    public required IReadOnlyList<PortDescriptor> Ports { get; init; }

    /// <summary>Whether it holds other activities.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Whether it is where a flowchart begins.</summary>
    public bool IsStart { get; init; }

    /// <summary>Whether a flowchart ends with it.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether a flowchart may wait here; a loop needs one such step.</summary>
    public bool CanSuspend { get; init; }

    /// <summary>
    /// SHA-256, hex, of what a package relies on: name, version, inputs, outputs, ports. Not of texts.
    /// </summary>
    public required string Hash { get; init; }

    internal Func<Activity> Factory { get; init; } = null!;

    internal IReadOnlyDictionary<string, PropertyInfo> Properties { get; init; } = null!;
}
