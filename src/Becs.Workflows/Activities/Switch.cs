using Becs.Expressions.Models;
using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities;

/// <summary>Runs the activity of the first case that is true, or of every one; the default if none is.</summary>
[Activity("Elsa", "Branching", "Evaluate a set of case conditions and schedule the activity for a matching case.")]
public sealed class Switch : Activity, ICompiledActivity, ICaseActivity
{
    private CompiledExpression[] _conditions = [];

    /// <summary>The cases.</summary>
    [Input(Description = "The cases to evaluate.", UIHint = "switch-editor")]
    public ICollection<SwitchCase> Cases { get; set; } = new List<SwitchCase>();

    /// <summary>Whether the first true case counts or all of them.</summary>
    [Input(
        Description = "Whether the first match should be scheduled, or all matches.",
        DefaultValue = SwitchMode.MatchFirst)]
    public Input<SwitchMode>? Mode { get; set; }

    /// <summary>Runs when no case is true.</summary>
    [Port]
    public IActivity? Default { get; set; }

    /// <summary>Kept for definitions that bind it; never set.</summary>
    public Output<object>? Output { get; set; }

    string ICaseActivity.JsonName => "cases";

    IActivity? ICaseActivity.this[int index]
    {
        get => Cases.ElementAtOrDefault(index)?.Activity;
        set => Cases.ElementAt(index).Activity = value;
    }

    int ICaseActivity.Count => Cases.Count;

    void ICompiledActivity.Compile(ExpressionCompiler compiler, string path) =>
        _conditions = CaseConditions.Compile(compiler, path, Cases.Select(c => c?.Condition));

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = CaseConditions.Matches(context, _conditions, Mode.Get(context));
        var activities = matches.Count > 0 ? matches.Select(i => Cases.ElementAt(i).Activity) : [Default];
        await context.ScheduleActivities(activities, OnChildCompletedAsync).ConfigureAwait(false);
        if (!context.HasChildren)
        {
            await context.CompleteActivityAsync().ConfigureAwait(false);
        }
    }

    private static ValueTask OnChildCompletedAsync(ActivityCompletedContext completed) =>
        completed.TargetContext.HasChildren ? ValueTask.CompletedTask : completed.TargetContext.CompleteActivityAsync();
}
