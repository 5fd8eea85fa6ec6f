using System.Text.Json.Serialization;
using Becs.Expressions.Models;

namespace Becs.Workflows.Activities;

/// <summary>One way a <see cref="Switch"/> can go.</summary>
public class SwitchCase
{
    /// <summary>The name of the case.</summary>
    public string Label { get; set; } = "";

    /// <summary>The condition.</summary>
    public Expression? Condition { get; set; }

    /// <summary>Runs when the condition is true.</summary>
    [JsonIgnore]
    public IActivity? Activity { get; set; }
}
