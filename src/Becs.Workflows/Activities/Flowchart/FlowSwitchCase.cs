using System.Text.Json;

namespace Becs.Workflows.Activities.Flowchart.Models;

/// <summary>One way out of a switch.</summary>
public sealed class FlowSwitchCase
{
    /// <summary>The name of the outcome.</summary>
    public string Label { get; set; } = "";

    /// <summary>The condition.</summary>
    public CaseCondition? Condition { get; set; }
}

/// <summary>An expression as a case holds it.</summary>
/// <param name="Type">The expression type.</param>
/// <param name="Value">The text.</param>
public sealed record CaseCondition(string Type, JsonElement? Value);

/// <summary>Which true cases of a switch count.</summary>
public enum SwitchMode
{
    /// <summary>The first.</summary>
    MatchFirst,

    /// <summary>All.</summary>
    MatchAny,
}
