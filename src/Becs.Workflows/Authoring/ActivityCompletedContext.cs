namespace Becs.Workflows;

/// <summary>A child completed: what its parent learns.</summary>
/// <param name="TargetContext">The execution of the parent.</param>
/// <param name="ChildContext">The execution of the child.</param>
/// <param name="Result">The child's result, usually <see cref="Activities.Flowchart.Models.Outcomes"/>.</param>
public readonly record struct ActivityCompletedContext(
    ActivityExecutionContext TargetContext,
    ActivityExecutionContext ChildContext,
    object? Result)
{
    /// <summary>The workflow both belong to.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext => TargetContext.WorkflowExecutionContext;
}
