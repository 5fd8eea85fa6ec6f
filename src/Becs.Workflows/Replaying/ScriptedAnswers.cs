using Becs.Workflows.Activities;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;
using Becs.Workflows.Running;

namespace Becs.Workflows.Replaying;

/// <summary>
/// Stands in for every step that reaches outside: each is given the next answer of its meaning. What an answer does not say of outputs is
/// unknown; a step inside that decides by it is undecided, by its name.
/// </summary>
internal sealed class ScriptedAnswers(ReplayScript script, IAnswerCheck? check = null) : IStandIn
{
    private readonly Dictionary<string, (DateTime BeganAt, IReadOnlyDictionary<string, string> Inputs)> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<ReplayAnswer, IReadOnlyDictionary<string, string>> _given = new(ReferenceEqualityComparer.Instance);
    private List<ReplayAnswer> _left = [.. script.Answers];
    private List<ReplayAnswer> _before = [];
    private Dictionary<string, string> _unknown = new(StringComparer.Ordinal);
    private Dictionary<string, string> _unknownBefore = [];

    public IReadOnlyList<ReplayAnswer> Left => _left;

    /// <summary>An answer with what the step it was given to was asked with; with what is drawn of that step when the run did not come to it.</summary>
    public ReplayAnswer Asked(ReplayAnswer answer, WorkflowGraph graph) =>
        _given.TryGetValue(answer, out var inputs) ? answer with { Inputs = inputs }
        : answer.StepId is { } step && graph.NodeById.TryGetValue(step, out var node) ? answer with { Inputs = StepInputs.Drawn(node, graph) }
        : answer;

    public bool Replaces(ActivityExecutionContext context)
    {
        if (_unknown.Count > 0 && context.Activity is SetVariable { Variable: { } kept } && UnknownTo(context) is null)
        {
            _unknown.Remove(kept.Name); // it runs now, and what it keeps is known
        }

        return (context.ResumedBookmark is null && !KnowsInputs(context)) || IsAnswered(context);
    }

    private bool IsAnswered(ActivityExecutionContext context) => StepMeaning.IsOutside(context.Node)
        && !(context.Activity is ITrigger && context.Activity.Id == script.TriggerActivityId && context.IsTriggerOfWorkflow());

    public bool KnowsInputs(ActivityExecutionContext context) => _unknown.Count == 0 || UnknownTo(context) is null;

    /// <summary>A step that can wait waits until its answer has its turn; the others answer at once.</summary>
    public async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (!StepMeaning.IsOutside(context.Node))
        {
            await InsideAsync(context).ConfigureAwait(false);
            return;
        }

        _asked[context.Id] = (context.NowUtc, StepInputs.Of(
            context, v => _unknown.GetValueOrDefault(v.Name), _unknown.Values.FirstOrDefault()));
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
    public void Begin() => (_before, _unknownBefore) = ([.. _left], new(_unknown, StringComparer.Ordinal));

    /// <summary>The burst failed as the script said: all but the failure is as before.</summary>
    /// <returns>When the step is tried again; null: at once.</returns>
    public DateTime? TakeBack(ScriptedFault fault)
    {
        (_left, _unknown) = ([.. _before], new(_unknownBefore, StringComparer.Ordinal));
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

        await DemandAsync(context, meaning, answer).ConfigureAwait(false);
        _left.RemoveAt(index);
        var use = context.WorkflowExecutionContext.Graph.OutputUse;
        foreach (var output in context.Node.Outputs)
        {
            var place = Place(use, output);
            if (answer.Outputs.TryGetValue(output.Name, out var value) || answer.Outputs.TryGetValue(Json.Camel(output.Name), out value))
            {
                ActivityData.SetOutput(context, output, PlainValue.OfElement(value));
                _unknown.Remove(place);
            }
            else if (!answer.NotSet.Contains(Json.Camel(output.Name)))
            {
                _unknown[place] = $"{meaning}.{Json.Camel(output.Name)}";
                DemandNoLoopReads(context, use, output, _unknown[place]);
            }
        }

        await context.CompleteActivityWithOutcomesAsync(answer.Outcome).ConfigureAwait(false);
    }

    /// <summary>The recorded answer answers what is asked now, and would be taken.</summary>
    private async ValueTask DemandAsync(ActivityExecutionContext context, string meaning, ReplayAnswer answer)
    {
        var asked = _asked[context.Id];
        _given[answer] = asked.Inputs;
        if (StepInputs.Changed(context.Node, answer, asked.Inputs, asked.BeganAt) is { } input)
        {
            throw new FactNotRecordedException(context.Activity.Id, $"{meaning}#{input}");
        }

        if (check is not null && await check.MissingAsync(answer, context.Activity.Id, context.CancellationToken).ConfigureAwait(false) is { } missing)
        {
            throw new FactNotRecordedException(context.Activity.Id, missing);
        }
    }

    /// <summary>A container around it asks again after each round.</summary>
    private static void DemandNoLoopReads(ActivityExecutionContext context, OutputUse use, Output output, string fact)
    {
        for (var around = context.Node.Parent; around is not null; around = around.Parent)
        {
            if (use.ReadsOutputs(around) || (use.TargetOf(output) is { } variable && use.Reads(around, variable)))
            {
                throw new FactNotRecordedException(around.Activity.Id, fact);
            }
        }
    }

    /// <summary>A step inside reads what is unknown: where it only keeps a value, that is unknown too; anything else is undecided.</summary>
    private async ValueTask InsideAsync(ActivityExecutionContext context)
    {
        var fact = UnknownTo(context)!;
        if (context.Activity is not SetVariable { Variable: { } target })
        {
            throw new FactNotRecordedException(context.Activity.Id, fact);
        }

        _unknown[target.Name] = fact;
        await context.CompleteActivityAsync().ConfigureAwait(false);
    }

    /// <summary>The name of something unknown that a step reads; null if it reads nothing unknown.</summary>
    private string? UnknownTo(ActivityExecutionContext context)
    {
        var graph = context.WorkflowExecutionContext.Graph;
        return graph.VariableList.Where(v => _unknown.ContainsKey(v.Name) && graph.OutputUse.Reads(context.Node, v)).Select(v => _unknown[v.Name]).FirstOrDefault()
            ?? (graph.OutputUse.ReadsOutputs(context.Node) ? _unknown.Values.FirstOrDefault() : null);
    }

    private static string Place(OutputUse use, Output output) => use.TargetOf(output)?.Name ?? $".{output.Name}";
}

/// <summary>A step fails because the script says so.</summary>
internal sealed class ScriptedFault(ActivityNode node, ReplayAnswer answer, string why) : WorkflowEngineException(why)
{
    public ActivityNode Node { get; } = node;

    public ReplayAnswer Answer { get; } = answer;
}
