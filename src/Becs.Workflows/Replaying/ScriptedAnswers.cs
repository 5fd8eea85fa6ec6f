using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Running;

namespace Becs.Workflows.Replaying;

/// <summary>Stands in for every step that reaches outside: each is given the next answer of its meaning.</summary>
internal sealed class ScriptedAnswers(ReplayScript script) : IStandIn
{
    private List<ReplayAnswer> _left = [.. script.Answers];
    private List<ReplayAnswer> _before = [];

    public IReadOnlyList<ReplayAnswer> Left => _left;

    public bool Replaces(ActivityExecutionContext context) => StepMeaning.IsOutside(context.Node)
        && !(context.Activity is ITrigger && context.Activity.Id == script.TriggerActivityId && context.IsTriggerOfWorkflow());

    /// <summary>A step that can wait waits until its answer has its turn; the others answer at once.</summary>
    public async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.Node.Descriptor.CanSuspend)
        {
            context.CreateBookmark();
            return;
        }

        await AnswerAsync(context).ConfigureAwait(false);
    }

    public ValueTask ResumeAsync(ActivityExecutionContext context) => AnswerAsync(context);

    /// <summary>The place of the answer a step would be given; -1 if there is none.</summary>
    public int IndexFor(ActivityNode node)
    {
        var meaning = StepMeaning.Of(node);
        var own = _left.FindIndex(a => a.Meaning == meaning && a.StepId == node.Activity.Id);
        return own >= 0 ? own : _left.FindIndex(a => a.Meaning == meaning);
    }

    public ReplayAnswer this[int index] => _left[index];

    /// <summary>A burst begins: if it fails, what it was answered is answered again.</summary>
    public void Begin() => _before = [.. _left];

    /// <summary>The burst failed as the script said: all but the failure is as before.</summary>
    /// <returns>When the step is tried again; null: at once.</returns>
    public DateTime? TakeBack(ScriptedFault fault)
    {
        _left = [.. _before];
        _left.Remove(fault.Answer);
        var again = IndexFor(fault.Node);
        return again < 0 ? null : _left[again].At;
    }

    private async ValueTask AnswerAsync(ActivityExecutionContext context)
    {
        var index = IndexFor(context.Node);
        var meaning = StepMeaning.Of(context.Node);
        if (index < 0)
        {
            throw new FactNotRecordedException(context.Activity.Id, meaning);
        }

        var answer = _left[index];
        if (answer.Fault is { } why)
        {
            throw new ScriptedFault(context.Node, answer, why);
        }

        if (ActivityPorts.Of(context.Node) is { } declared && !declared.Contains(answer.Outcome))
        {
            throw new FactNotRecordedException(context.Activity.Id, $"{meaning}:{answer.Outcome}"); // the step knows no such outcome any more
        }

        _left.RemoveAt(index);
        foreach (var output in context.Node.Outputs)
        {
            if (answer.Outputs.TryGetValue(output.Name, out var value) || answer.Outputs.TryGetValue(Json.Camel(output.Name), out value))
            {
                ActivityData.SetOutput(context, output, PlainValue.OfElement(value));
            }
        }

        await context.CompleteActivityWithOutcomesAsync(answer.Outcome).ConfigureAwait(false);
    }
}

/// <summary>A step fails because the script says so.</summary>
internal sealed class ScriptedFault(ActivityNode node, ReplayAnswer answer, string why) : WorkflowEngineException(why)
{
    public ActivityNode Node { get; } = node;

    public ReplayAnswer Answer { get; } = answer;
}
