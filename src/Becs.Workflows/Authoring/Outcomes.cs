namespace Becs.Workflows.Activities.Flowchart.Models;

/// <summary>The ports through which an activity completes. A flowchart follows each connected one.</summary>
/// <param name="names">The names of the outcomes.</param>
public sealed class Outcomes(params string[] names)
{
    /// <summary>The outcome of an activity that names none: <c>Done</c>.</summary>
    public static Outcomes Default { get; } = new("Done");

    /// <summary>No port: the branch ends here.</summary>
    public static Outcomes Empty { get; } = new();

    /// <summary>The names of the outcomes.</summary>
    public IReadOnlyList<string> Names => names;

    internal string[] Array => names;
}
