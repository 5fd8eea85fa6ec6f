using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Running;

namespace Becs.Workflows.Replaying;

/// <summary>Stands in for every step that reaches outside: each is given the next answer of its meaning.</summary>
internal sealed class ScriptedAnswers(ReplayScript script) : IStandIn
{
    private readonly List<ReplayAnswer> _left = [.. script.Answers];

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

    private async ValueTask AnswerAsync(ActivityExecutionContext context)
    {
        var index = IndexFor(context.Node);
        var meaning = StepMeaning.Of(context.Node);
        if (index < 0)
        {
            throw new FactNotRecordedException(context.Activity.Id, meaning);
        }

        var answer = _left[index];
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
