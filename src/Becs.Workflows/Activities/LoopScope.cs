namespace Becs.Workflows.Activities;

/// <summary>The value of this round, seen by the body of a loop under a fixed name.</summary>
internal static class LoopScope
{
    private const string Name = "CurrentValue";

    public static void Set(ActivityExecutionContext context, object? value)
    {
        context.SetLocal(Name, value);
        var workflow = context.WorkflowExecutionContext;
        if (workflow.Graph.VariableByName.ContainsKey(Name))
        {
            workflow.SetVariable(Name, value);
        }
    }
}
