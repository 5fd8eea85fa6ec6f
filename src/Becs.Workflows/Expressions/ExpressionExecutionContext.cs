using Becs.Workflows;
using Becs.Workflows.Memory;

namespace Becs.Expressions.Models;

/// <summary>What an expression may read.</summary>
/// <param name="activityContext">The execution whose input is evaluated.</param>
public readonly struct ExpressionExecutionContext(ActivityExecutionContext activityContext)
{
    /// <summary>The execution whose input is evaluated.</summary>
    public ActivityExecutionContext ActivityExecutionContext { get; } = activityContext;

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    public T? Get<T>(Variable variable) => ActivityExecutionContext.Get<T>(variable);
}
