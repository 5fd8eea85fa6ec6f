using Becs.Workflows.Definitions;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Activities;

/// <summary>Base of activities that hold a list of others and variables of their own.</summary>
public abstract class Container : Activity, IContainerActivity
{
    /// <summary>A container.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected Container(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The activities it holds.</summary>
    public ICollection<IActivity> Activities { get; set; } = new List<IActivity>();

    /// <summary>Variables that each execution of the container has for itself.</summary>
    public ICollection<Variable> Variables { get; set; } = new List<Variable>();

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var variable in Variables)
        {
            if (variable.IsScoped)
            {
                context.SetLocal(variable.Name, context.WorkflowExecutionContext.Graph.VariableDefaults[variable.Index]);
            }
        }

        return ScheduleChildrenAsync(context);
    }

    /// <summary>Schedules what runs first; override this or <see cref="ScheduleChildren"/>.</summary>
    /// <param name="context">The execution of the container.</param>
    protected virtual ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        ScheduleChildren(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>As <see cref="ScheduleChildrenAsync"/>, without awaiting anything.</summary>
    /// <param name="context">The execution of the container.</param>
    protected virtual void ScheduleChildren(ActivityExecutionContext context)
    {
    }
}
