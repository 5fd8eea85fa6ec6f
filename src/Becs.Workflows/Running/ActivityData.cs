using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;

namespace Becs.Workflows.Running;

/// <summary>Where an activity's outputs go, and where its facts come from.</summary>
internal static class ActivityData
{
    /// <summary>Longest value kept in the journal, in characters of JSON: a burst's row stays within 3 KB.</summary>
    private const int LongestNoted = 500;

    public static void SetOutput(ActivityExecutionContext context, Output output, object? plain)
    {
        var workflow = context.WorkflowExecutionContext;
        if (output.Target is { } target)
        {
            if (workflow.Graph.VariableById.TryGetValue(target.Id, out var variable)
                || workflow.Graph.VariableByName.TryGetValue(target.Id, out variable))
            {
                context.WriteVariable(variable, plain);
            }
            else if (workflow.Graph.OutputNames.Contains(target.Id))
            {
                workflow.Output[target.Id] = plain;
            }
            else
            {
                throw new WorkflowUsageException($"Output {output.Name} of '{context.Activity.Id}' goes to '{target.Id}', "
                    + "which is neither a variable nor a workflow output.");
            }
        }

        Note(context, output, plain);
        workflow.LastResult = plain;
        if (workflow.Graph.KeepsOutputs)
        {
            workflow.ActivityOutputs ??= new(StringComparer.Ordinal);
            if (!workflow.ActivityOutputs.TryGetValue(context.Activity.Id, out var outputs))
            {
                workflow.ActivityOutputs[context.Activity.Id] = outputs = new(StringComparer.Ordinal);
            }

            outputs[output.Name] = plain;
        }
    }

    /// <summary>The journal keeps an output that decides something, so that history can be replayed. A long one is not kept: undecided then.</summary>
    private static void Note(ActivityExecutionContext context, Output output, object? plain)
    {
        if (context.WorkflowExecutionContext.Environment.StandIn is null && context.WorkflowExecutionContext.Graph.OutputUse.Decisive.Contains(output))
        {
            var value = PlainValue.ToElement(plain);
            (context.Outputs ??= new(StringComparer.Ordinal))[Json.Camel(output.Name)] = value;
            context.IsOutputLost |= value.GetRawText().Length > LongestNoted;
        }
    }

    public static object? ValueOf(ActivityExecutionContext context, Output output)
    {
        var workflow = context.WorkflowExecutionContext;
        return output.Target is not { } target ? null
            : workflow.Graph.VariableById.TryGetValue(target.Id, out var variable)
                || workflow.Graph.VariableByName.TryGetValue(target.Id, out variable) ? context.ReadVariable(variable)
            : workflow.Output.TryGetValue(target.Id, out var value) ? value
            : null;
    }

    public static bool TryRecorded<T>(ActivityExecutionContext context, string name, out T? value)
    {
        value = default;
        if (context.WorkflowExecutionContext.Environment.RecordedFacts is not { } recorded)
        {
            return false;
        }

        if (!recorded.TryGet(context.Activity.Id, name, out var element))
        {
            throw new FactNotRecordedException(context.Activity.Id, name);
        }

        value = ValueConversion.To<T>(PlainValue.OfElement(element), name);
        Record(context, name, value);
        return true;
    }

    public static T? Record<T>(ActivityExecutionContext context, string name, T? value)
    {
        (context.Facts ??= []).Add(new Fact(name, PlainValue.ToElement(value)));
        return value;
    }
}
