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

    /// <summary>Stops waiting.</summary>
    public CancellationToken CancellationToken => TargetContext.CancellationToken;

    /// <summary>A service of the operation.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T GetRequiredService<T>()
        where T : notnull => TargetContext.GetRequiredService<T>();

    /// <summary>Ends the execution of the parent.</summary>
    /// <param name="result">Usually <see cref="Activities.Flowchart.Models.Outcomes"/>; <c>Done</c> when null.</param>
    public ValueTask CompleteActivityAsync(object? result = null) => TargetContext.CompleteActivityAsync(result);

    /// <summary>Ends the execution of the parent with outcomes.</summary>
    /// <param name="outcomes">Their names.</param>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) =>
        TargetContext.CompleteActivityWithOutcomesAsync(outcomes);
}
