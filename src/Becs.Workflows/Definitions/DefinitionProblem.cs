namespace Becs.Workflows.Definitions;

/// <summary>One reason why a definition is refused.</summary>
/// <param name="Code">Stable name of the rule, such as <c>activity.unknown</c>.</param>
/// <param name="Path">JSON path, such as <c>$.root.activities[3]</c>.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="ActivityId">The activity, if one is meant.</param>
public sealed record DefinitionProblem(string Code, string Path, string Message, string? ActivityId = null)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Message} [{Code}]";
}
