using Becs.Workflows.Definitions;

namespace Becs.Workflows.Errors;

/// <summary>A definition cannot be compiled. The workflow does not run; a draft may still be kept.</summary>
public sealed class DefinitionException : WorkflowEngineException
{
    /// <summary>Lists what is wrong.</summary>
    /// <param name="problems">At least one problem.</param>
    public DefinitionException(params IReadOnlyList<DefinitionProblem> problems)
        : base(string.Join("; ", problems.Take(10)))
    {
        Problems = problems;
        Path = problems[0].Path;
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }
}
