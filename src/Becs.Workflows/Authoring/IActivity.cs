using System.Text.Json;

namespace Becs.Workflows;

/// <summary>
/// One step of a workflow. One object per node of a graph, shared by all instances: it holds no run-time state.
/// </summary>
public interface IActivity
{
    /// <summary>The id of the node, unique within the definition.</summary>
    string Id { get; set; }

    /// <summary>
    /// The ids of all parents and the node itself, joined by colons, as Studio keys statistics on it.
    /// </summary>
    string NodeId { get; set; }

    /// <summary>The name given in the designer; null if none.</summary>
    string? Name { get; set; }

    /// <summary>The type name in JSON, such as <c>Elsa.If</c>.</summary>
    string Type { get; set; }

    /// <summary>The version of the type.</summary>
    int Version { get; set; }

    /// <summary>The node's <c>customProperties</c> exactly as in the definition.</summary>
    IDictionary<string, JsonElement> CustomProperties { get; set; }

    /// <summary>The node's <c>metadata</c> (layout, display text) exactly as in the definition.</summary>
    IDictionary<string, JsonElement> Metadata { get; set; }

    /// <summary>
    /// Runs the step. It must complete, create a bookmark, or schedule a child before the burst ends.
    /// </summary>
    /// <param name="context">The run-time state of this execution.</param>
    ValueTask ExecuteAsync(ActivityExecutionContext context);
}
