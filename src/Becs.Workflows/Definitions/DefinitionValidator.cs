using Becs.Workflows.Errors;

namespace Becs.Workflows.Definitions;

/// <summary>Says what is wrong with a definition before it may be submitted or run.</summary>
/// <param name="registry">The activity types it may use.</param>
public sealed class DefinitionValidator(ActivityRegistry registry)
{
    /// <summary>Every reason to refuse a definition; empty if it is sound.</summary>
    /// <param name="definition">The definition.</param>
    public IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition)
    {
        var (graph, problems) = GraphCompiler.TryCompile(definition, registry);
        return graph is null ? problems : FlowchartChecks.Check(graph);
    }

    /// <summary>As <see cref="Validate(WorkflowDefinition)"/>, for bytes that may be no definition at all.</summary>
    /// <param name="utf8Json">UTF-8 JSON.</param>
    public IReadOnlyList<DefinitionProblem> Validate(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            return Validate(WorkflowDefinition.Parse(utf8Json));
        }
        catch (DefinitionException e)
        {
            return e.Problems;
        }
    }
}
