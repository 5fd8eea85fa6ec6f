namespace Becs.Workflows.Proving;

/// <summary>A demand on one input. Only a literal can keep it: an expression may yield anything.</summary>
/// <param name="Input">The input's name in JSON.</param>
public sealed record InputCondition(string Input)
{
    /// <summary>It is one of these.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>It is a list that holds all of these.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>It is a time span, given and no longer than this.</summary>
    public TimeSpan? AtMost { get; init; }

    /// <summary>It is a number, given and no smaller than this.</summary>
    public double? AtLeast { get; init; }

    /// <summary>For reports.</summary>
    public override string ToString() => OneOf.Count > 0 ? $"{Input}: {string.Join(" | ", OneOf)}"
        : Includes.Count > 0 ? $"{Input}: {string.Join(" + ", Includes)}"
        : AtMost is { } most ? $"{Input} <= {most:c}"
        : FormattableString.Invariant($"{Input} >= {AtLeast}");
}
