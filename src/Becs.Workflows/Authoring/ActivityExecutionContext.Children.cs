using Becs.Expressions.Models;
using Becs.Workflows.Activities;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Expressions;
using Becs.Workflows.Memory;

namespace Becs.Workflows;

/// <content>Children, and the variables they see.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>What an expression of this execution may read.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext => new(this);

    internal bool HasChildren => Children is { Count: > 0 };

    /// <summary>Variables of this execution alone, by name; seen by it and its children.</summary>
    internal Dictionary<string, object?>? Locals { get; set; }

    /// <summary>Schedules a child.</summary>
    /// <param name="activity">A child of this activity; null completes nothing and schedules nothing.</param>
    /// <param name="completionCallback">A method of this activity, told when the child completed.</param>
    /// <param name="variables">Variables only this execution of the child sees.</param>
    public ValueTask ScheduleActivityAsync(
        IActivity? activity,
        ActivityCompletionCallback? completionCallback = null,
        IEnumerable<Variable>? variables = null)
    {
        if (activity is not null)
        {
            Schedule(activity, completionCallback, variables?.ToDictionary(
                v => v.Name, v => PlainValue.Of(v.Value), StringComparer.Ordinal));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Schedules several children, to run side by side.</summary>
    /// <param name="activities">Children of this activity.</param>
    public ValueTask ScheduleActivitiesAsync(params IActivity?[] activities) => ScheduleActivities(activities);

    /// <summary>Schedules several children, to run side by side.</summary>
    /// <param name="activities">Children of this activity.</param>
    /// <param name="completionCallback">A method of this activity, told as each child completed.</param>
    public ValueTask ScheduleActivities(
        IEnumerable<IActivity?> activities, ActivityCompletionCallback? completionCallback = null)
    {
        foreach (var activity in activities)
        {
            if (activity is not null)
            {
                Schedule(activity, completionCallback, null);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the composite around this activity.</summary>
    /// <param name="outcomes">The outcomes of the composite; <c>Done</c> if none.</param>
    public ValueTask CompleteCompositeAsync(params string[] outcomes)
    {
        for (var around = ParentActivityExecutionContext; around is not null; around = around.ParentActivityExecutionContext)
        {
            if (around.Activity is Composite composite)
            {
                return composite.CompleteByAsync(around, this, outcomes.Length == 0 ? null : new Outcomes(outcomes));
            }
        }

        return WorkflowExecutionContext.FinishAsync(outcomes);
    }

    internal void Schedule(
        IActivity activity, ActivityCompletionCallback? completionCallback, Dictionary<string, object?>? locals)
    {
        var child = WorkflowExecutionContext.Burst.Schedule(
            this, WorkflowExecutionContext.Graph.NodeOf(activity), completionCallback);
        if (locals is { Count: > 0 })
        {
            child.Locals = locals;
            WorkflowExecutionContext.HasLocals = true;
        }
    }

    internal void SetLocal(string name, object? value)
    {
        (Locals ??= new Dictionary<string, object?>(StringComparer.Ordinal))[name] = PlainValue.Of(value);
        WorkflowExecutionContext.HasLocals = true;
    }

    internal void RemoveLocal(string name) => Locals?.Remove(name);

    /// <summary>The value of a variable by name, the nearest one; null if there is none.</summary>
    internal object? ReadVariable(string name) =>
        Scope(name) is { } locals ? locals[name] : WorkflowExecutionContext.GetVariable(name);

    internal object? ReadVariable(Variable variable) =>
        variable.IsScoped && Scope(variable.Name) is { } locals
            ? locals[variable.Name]
            : WorkflowExecutionContext.VariableValues[variable.Index];

    internal void WriteVariable(string name, object? value)
    {
        if (Scope(name) is { } locals)
        {
            locals[name] = PlainValue.Of(value);
        }
        else
        {
            WorkflowExecutionContext.SetVariable(name, value);
        }
    }

    internal void WriteVariable(Variable variable, object? plain)
    {
        if (variable.IsScoped && Scope(variable.Name) is { } locals)
        {
            locals[variable.Name] = plain;
        }
        else
        {
            WorkflowExecutionContext.VariableValues[variable.Index] = plain;
        }
    }

    internal Dictionary<string, object?>? Scope(string name)
    {
        if (!WorkflowExecutionContext.HasLocals)
        {
            return null;
        }

        for (var around = this; around is not null; around = around.ParentActivityExecutionContext)
        {
            if (around.Locals?.ContainsKey(name) == true)
            {
                return around.Locals;
            }
        }

        return null;
    }

    private Variable Declared(Variable variable) => WorkflowExecutionContext.DeclaredOf(variable);
}
