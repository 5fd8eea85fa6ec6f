namespace Becs.Workflows.Errors;

/// <summary>
/// A package's bytes are not a package, or not the one its hash names. It is neither started nor resumed.
/// </summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">The cause.</param>
public sealed class PackageException(string message, Exception? inner = null) : WorkflowEngineException(message, inner);
