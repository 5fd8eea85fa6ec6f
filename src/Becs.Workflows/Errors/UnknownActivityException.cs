namespace Becs.Workflows.Errors;

/// <summary>
/// A definition uses an activity type or version this engine does not have. The workflow does not run.
/// </summary>
public sealed class UnknownActivityException : WorkflowEngineException
{
    /// <summary>Names type, version and place.</summary>
    /// <param name="type">The type name.</param>
    /// <param name="version">The version.</param>
    /// <param name="path">The JSON path of the activity.</param>
    public UnknownActivityException(string type, int version, string? path)
        : base($"{path ?? "$"}: activity type '{type}' version {version} is not known.")
    {
        Path = path;
        ActivityType = type;
        ActivityVersion = version;
    }

    /// <summary>The type name.</summary>
    public string ActivityType { get; }

    /// <summary>The version.</summary>
    public int ActivityVersion { get; }
}
