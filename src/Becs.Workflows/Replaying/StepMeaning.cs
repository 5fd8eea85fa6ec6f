using Becs.Http;
using Becs.Workflows.Definitions;
using Becs.Workflows.Proving;
using Becs.Workflows.Runtime.Activities;

namespace Becs.Workflows.Replaying;

/// <summary>What a step asks of the world, whatever its id and place: its type, and the form it shows if the definition names one.</summary>
public static class StepMeaning
{
    /// <summary>The meaning of a step, such as <c>Becs.PrintLabel</c> or <c>Becs.HumanTask/review</c>; null if the step is decided inside the workflow.</summary>
    /// <param name="graph">The workflow.</param>
    /// <param name="stepId">The step.</param>
    public static string? Of(WorkflowGraph graph, string stepId) =>
        graph.NodeById.GetValueOrDefault(stepId) is { } node && IsOutside(node) ? Of(node) : null;

    internal static string Of(ActivityNode node) =>
        node.Texts("formKey") is [var form, ..] ? $"{node.Activity.Type}/{form}" : node.Activity.Type;

    /// <summary>Whether a step reaches outside: all but the stock activities that steer, keep values or wait for time.</summary>
    internal static bool IsOutside(ActivityNode node) => node.IsLeaf && !node.Descriptor.IsContainer
        && (node.Activity.GetType().Assembly != typeof(StepMeaning).Assembly
            || node.Activity is Event or RunTask or SendHttpRequestBase or DispatchWorkflow or ExecuteWorkflow or BulkDispatchWorkflows);
}
