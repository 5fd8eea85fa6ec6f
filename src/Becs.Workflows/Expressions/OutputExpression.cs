namespace Becs.Workflows.Expressions;

/// <summary>The last value of an output of another activity; null before it was set.</summary>
internal sealed class OutputExpression(string activityId, string outputName) : CompiledExpression
{
    public override object? Evaluate(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.ActivityOutputs is { } all
            && all.TryGetValue(activityId, out var outputs) && outputs.TryGetValue(outputName, out var value)
                ? value
                : null;
}
