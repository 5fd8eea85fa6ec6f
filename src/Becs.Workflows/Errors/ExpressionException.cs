namespace Becs.Workflows.Errors;

/// <summary>An expression could not be parsed or evaluated. The burst faults; the state before it stays.</summary>
public sealed class ExpressionException : WorkflowEngineException
{
    /// <summary>Names what is wrong and where.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="path">The JSON path of the expression.</param>
    /// <param name="inner">The cause.</param>
    public ExpressionException(string message, string? path, Exception? inner = null)
        : base(string.IsNullOrEmpty(path) ? message : $"{path}: {message}", inner)
    {
        Path = path;
        Reason = message;
    }

    /// <summary>What is wrong, without the path.</summary>
    public string Reason { get; }
}
