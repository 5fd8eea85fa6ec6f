using System.ComponentModel;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Activities;

/// <summary>
/// Base of activities made of other activities in C#: set <see cref="Root"/> and <see cref="Variables"/> in the constructor
/// or in <see cref="Setup"/>. Studio shows it as one box. The children are compiled with the graph around it.
/// </summary>
public abstract class Composite : Activity
{
    /// <summary>A composite.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected Composite(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Variables that each execution of the composite has for itself.</summary>
    [Browsable(false)]
    public ICollection<Variable> Variables { get; init; } = new List<Variable>();

    /// <summary>What it is made of.</summary>
    [Browsable(false)]
    public IActivity Root { get; set; } = new Sequence();

    /// <summary>Called once, before the graph is compiled.</summary>
    public virtual void Setup()
    {
    }

    internal async ValueTask CompleteByAsync(ActivityExecutionContext context, ActivityExecutionContext sender, Outcomes? outcomes)
    {
        await OnCompletedAsync(new ActivityCompletedContext(context, sender, outcomes)).ConfigureAwait(false);
        await context.WorkflowExecutionContext.Burst.CompleteInsideAsync(sender, context).ConfigureAwait(false);
        await context.CompleteActivityAsync(outcomes).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var variable in Variables)
        {
            context.SetLocal(variable.Name, context.WorkflowExecutionContext.Graph.VariableDefaults[variable.Index]);
        }

        return context.ScheduleActivityAsync(Root, OnRootCompletedAsync);
    }

    /// <summary>Called before the composite completes; override this or <see cref="OnCompleted"/> to set its result.</summary>
    /// <param name="context">The composite, and the child that completed it.</param>
    protected virtual ValueTask OnCompletedAsync(ActivityCompletedContext context)
    {
        OnCompleted(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>As <see cref="OnCompletedAsync"/>, without awaiting anything.</summary>
    /// <param name="context">The composite, and the child that completed it.</param>
    protected virtual void OnCompleted(ActivityCompletedContext context)
    {
    }

    private async ValueTask OnRootCompletedAsync(ActivityCompletedContext completed)
    {
        await OnCompletedAsync(completed).ConfigureAwait(false);
        await completed.TargetContext.CompleteActivityAsync().ConfigureAwait(false);
    }
}
