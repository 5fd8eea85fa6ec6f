namespace Becs.Workflows.Proving;

/// <summary>Which steps of a workflow are meant.</summary>
public sealed record StepPattern
{
    /// <summary>The type of the activity, such as <c>Becs.PrintLabel</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The outcomes it completes with; empty for its beginning (a gate) or for any outcome.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>The input that names the record, in JSON; both ends of an obligation must read the same. Null: not compared.</summary>
    public string? Subject { get; init; }

    /// <summary>What its inputs are.</summary>
    public IReadOnlyList<InputCondition> Where { get; init; } = [];

    /// <summary>Types of steps whose performer must be excluded from it.</summary>
    public IReadOnlyList<string> OtherThan { get; init; } = [];
}
