using System.Text.Json;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Journal;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;
using Becs.Workflows.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Workflows;

/// <summary>One execution of one activity: what it reads, sets, waits for, and how it completes.</summary>
public sealed partial class ActivityExecutionContext
{
    private object?[]? _inputs;
    private ulong _evaluated;
    private Dictionary<string, object?>? _properties;
    private Dictionary<string, object?>? _journalData;
    private Dictionary<object, object?>? _transient;

    internal ActivityExecutionContext(
        WorkflowExecutionContext workflow, ActivityNode node, ActivityExecutionContext? parent, string id)
    {
        WorkflowExecutionContext = workflow;
        Node = node;
        ParentActivityExecutionContext = parent;
        Id = id;
    }

    /// <summary>The id of this execution.</summary>
    public string Id { get; }

    /// <summary>The node that runs.</summary>
    public IActivity Activity => Node.Activity;

    /// <summary>Its type.</summary>
    public ActivityDescriptor ActivityDescriptor => Node.Descriptor;

    /// <summary>The execution of its parent; null for the root.</summary>
    public ActivityExecutionContext? ParentActivityExecutionContext { get; }

    /// <summary>The instance.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext { get; }

    /// <summary>Where it stands.</summary>
    public ActivityStatus Status { get; internal set; }

    /// <summary>True once it ended.</summary>
    public bool IsCompleted => Status > ActivityStatus.Running;

    /// <summary>When it began (UTC).</summary>
    public DateTime StartedAt { get; internal set; }

    /// <summary>The one instant of the burst (UTC).</summary>
    public DateTime NowUtc => WorkflowExecutionContext.Environment.NowUtc;

    /// <summary>Values kept while this execution waits. No personal data.</summary>
    public IDictionary<string, object?> Properties => _properties ??= [];

    /// <summary>What the next journal record of this execution notes. No personal data.</summary>
    public IDictionary<string, object?> JournalData => _journalData ??= [];

    /// <summary>Values that live until the end of the burst.</summary>
    public IDictionary<object, object?> TransientProperties => _transient ??= [];

    /// <summary>The inputs the instance was started with.</summary>
    public IReadOnlyDictionary<string, JsonElement> WorkflowInput => WorkflowExecutionContext.Input;

    /// <summary>What the resume brought; null outside a resume, or if it brought nothing.</summary>
    public JsonElement? ResumePayload { get; internal set; }

    /// <summary>The bookmark that was resumed; null outside a resume.</summary>
    public Bookmark? ResumedBookmark { get; internal set; }

    /// <summary>Stops waiting.</summary>
    public CancellationToken CancellationToken => WorkflowExecutionContext.Burst.CancellationToken;

    /// <summary>The bookmarks this execution waits at.</summary>
    public IEnumerable<Bookmark> Bookmarks => WorkflowExecutionContext.Burst.Ledger.Of(Id);

    internal ActivityNode Node { get; }

    internal List<ActivityExecutionContext>? Children { get; set; }

    internal int BookmarkCount { get; set; }

    internal ActivityCompletionCallback? CompletionCallback { get; set; }

    internal List<Fact>? Facts { get; set; }

    internal Dictionary<string, JsonElement>? Outputs { get; set; }

    internal bool IsOutputLost { get; set; }

    /// <summary>What a container keeps about its children; saved with the execution.</summary>
    internal FlowchartState? Flow { get; set; }

    /// <summary>Which joins the token that started this execution has passed; null if none.</summary>
    internal int[]? Lineage { get; set; }

    internal Dictionary<string, object?>? PropertiesOrNull
    {
        get => _properties;
        set => _properties = value;
    }

    /// <summary>Whether this activity's event started the workflow: then it does not wait for another.</summary>
    public bool IsTriggerOfWorkflow() => WorkflowExecutionContext.TriggerActivityId == Activity.Id;

    /// <summary>The value of an input. It is evaluated once per execution, before the activity runs.</summary>
    /// <param name="input">The input.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="ExpressionException">It cannot be evaluated.</exception>
    public T? Get<T>(Input<T>? input)
    {
        if (input is null)
        {
            return default;
        }

        if (input.IsConstant || !Node.Owns(input))
        {
            return input.Read(this);
        }

        EnsureEvaluated(input);
        return (T?)_inputs![input.Slot];
    }

    /// <summary>The value of an input of this activity by its name.</summary>
    /// <param name="name">The name, as in the descriptor.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    /// <exception cref="WorkflowUsageException">The activity has no such input.</exception>
    public T? GetInput<T>(string name)
    {
        foreach (var input in Node.Inputs)
        {
            if (string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return ValueConversion.To<T>(Evaluated(input), input.Path);
            }
        }

        throw new WorkflowUsageException($"Activity type {Activity.Type} has no input '{name}'.");
    }

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    public T? Get<T>(Variable variable) => ValueConversion.To<T>(ReadVariable(Declared(variable)), variable.Name);

    /// <summary>Sets a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="value">The value; kept as a plain JSON value.</param>
    public void Set(Variable variable, object? value) => WriteVariable(Declared(variable), PlainValue.Of(value));

    /// <summary>Sets an output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="value">The value; kept as a plain JSON value. No personal data.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public void Set<T>(Output<T>? output, T? value)
    {
        if (output is not null)
        {
            ActivityData.SetOutput(this, output, PlainValue.Of(value));
        }
    }

    /// <summary>What the resume brought under a name, otherwise an input the instance was started with.</summary>
    /// <param name="name">Its name.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    /// <returns>The value, or default if there is none.</returns>
    public T? GetWorkflowInput<T>(string name) =>
        ResumePayload is { ValueKind: JsonValueKind.Object } payload && payload.TryGetProperty(name, out var given)
            ? ValueConversion.To<T>(PlainValue.Of(given), name)
            : WorkflowInput.TryGetValue(name, out var value) ? ValueConversion.To<T>(PlainValue.Of(value), name) : default;

    /// <summary>Learns something about the world and records it in the journal under its meaning.</summary>
    /// <param name="name">Form and field, test code, rule.</param>
    /// <param name="read">Reads it. Not called in a replay.</param>
    /// <typeparam name="T">Its type. No personal data.</typeparam>
    public T? Fact<T>(string name, Func<T?> read) =>
        ActivityData.TryRecorded<T>(this, name, out var recorded)
            ? recorded
            : ActivityData.Record(this, name, read());

    /// <summary>As <see cref="Fact{T}(string, Func{T})"/>, for what has to be awaited.</summary>
    /// <param name="name">Form and field, test code, rule.</param>
    /// <param name="read">Reads it. Not called in a replay.</param>
    /// <typeparam name="T">Its type. No personal data.</typeparam>
    public async ValueTask<T?> FactAsync<T>(string name, Func<ValueTask<T?>> read) =>
        ActivityData.TryRecorded<T>(this, name, out var recorded)
            ? recorded
            : ActivityData.Record(this, name, await read().ConfigureAwait(false));

    /// <summary>Waits here until an instant. It may wait at other bookmarks as well: whichever comes first.</summary>
    /// <param name="dueAt">When (UTC).</param>
    /// <param name="callback">A method of the activity; none completes it.</param>
    /// <param name="metadata">Names and values stored with the bookmark.</param>
    public Bookmark CreateTimer(
        DateTime dueAt, ExecuteActivityDelegate? callback = null, IDictionary<string, string>? metadata = null) =>
        WorkflowExecutionContext.Burst.Ledger.Create(
            this,
            new CreateBookmarkArgs
            {
                Callback = callback,
                Metadata = metadata,
                BookmarkName = "Timer",
                IncludeActivityInstanceId = true,
            },
            dueAt);

    /// <summary>Stops waiting at one bookmark.</summary>
    /// <param name="bookmarkId">The bookmark.</param>
    public void BurnBookmark(string bookmarkId) =>
        WorkflowExecutionContext.Burst.Ledger.Burn(bookmarkId, WorkflowExecutionContext.Burst.Root);

    /// <summary>Ends this execution.</summary>
    /// <param name="result">Usually <see cref="Outcomes"/>; <c>Done</c> when null.</param>
    public ValueTask CompleteActivityAsync(object? result = null) =>
        WorkflowExecutionContext.Burst.CompleteAsync(this, result);

    /// <summary>Ends this execution with outcomes, which may be named at run time.</summary>
    /// <param name="outcomes">Their names.</param>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) =>
        CompleteActivityAsync(new Outcomes(outcomes));

    /// <summary>
    /// Takes this execution back: its bookmarks are burned, its children cancelled, its parent is not told.
    /// </summary>
    public ValueTask CancelActivityAsync() => WorkflowExecutionContext.Burst.CancelAsync(this);

    /// <summary>Evaluates an input once more: a loop's condition.</summary>
    internal T? Reevaluate<T>(Input<T>? input) => input is null ? default : input.Read(this);

    internal object? Evaluated(Input input)
    {
        if (input.IsConstant)
        {
            return input.Evaluate(this);
        }

        EnsureEvaluated(input);
        return _inputs![input.Slot];
    }

    internal void EvaluateInputs()
    {
        foreach (var input in Node.EagerInputs)
        {
            EnsureEvaluated(input);
        }
    }

    internal JsonElement? TakeJournalData()
    {
        if (_journalData is null || _journalData.Count == 0)
        {
            return null;
        }

        var element = PlainValue.ToElement(_journalData);
        _journalData = null;
        return element;
    }

    /// <summary>The outputs to be kept in the journal: none at a completion says that none was set; null that none decides anything, or one is too long.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? TakeOutputs(bool isCompleted)
    {
        var outputs = Outputs ?? (isCompleted && Array.Exists(Node.Outputs, WorkflowExecutionContext.Graph.OutputUse.Decisive.Contains) ? [] : null);
        Outputs = null;
        return IsOutputLost ? null : outputs;
    }

    internal Fact[]? TakeFacts()
    {
        var facts = Facts?.ToArray();
        Facts = null;
        return facts;
    }

    private void EnsureEvaluated(Input input)
    {
        var bit = 1UL << (input.Slot & 63);
        if (_inputs is not null && (_evaluated & bit) != 0 && input.Slot < 64)
        {
            return;
        }

        (_inputs ??= new object?[Node.Inputs.Length])[input.Slot] = input.Evaluate(this);
        _evaluated |= bit;
    }
}
