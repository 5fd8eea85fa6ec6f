using Becs.Extensions;
using Becs.Workflows.Activities.Flowchart.Attributes;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;

namespace Becs.Workflows.Activities.Flowchart.Activities;

/// <summary>Goes the way of the first case that is true, or of every one; <c>Default</c> if none is.</summary>
[FlowNode("Default")]
[Activity("Elsa", "Branching", "Evaluate a set of case conditions and schedule the activity for a matching case.",
    DisplayName = "Switch (flow)")]
[Blocking(false)]
public sealed class FlowSwitch : Activity, ICompiledActivity, IDynamicPorts
{
    private CompiledExpression[] _conditions = [];

    /// <summary>The cases: each has a label, which is its outcome, and a condition.</summary>
    [Input(UIHint = "flow-switch-editor")]
    public ICollection<FlowSwitchCase> Cases { get; set; } = new List<FlowSwitchCase>();

    /// <summary>Whether the first true case counts or all of them.</summary>
    [Input(Description = "Whether the first match should be scheduled, or all matches.", DefaultValue = SwitchMode.MatchFirst)]
    public Input<SwitchMode>? Mode { get; set; }

    IReadOnlyList<string> IDynamicPorts.Ports => [.. Cases.Select(c => c.Label), "Default"];

    void ICompiledActivity.Compile(ExpressionCompiler compiler, string path) =>
        _conditions = CaseConditions.Compile(compiler, path, Cases.Select(c => c?.Condition));

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = CaseConditions.Matches(context, _conditions, Mode.Get(context));
        return context.CompleteActivityAsync(matches.Count == 0
            ? new Outcomes("Default")
            : new Outcomes([.. matches.Select(i => Cases.ElementAt(i).Label)]));
    }
}
