using System.Text.Json;

namespace Becs.Workflows;

/// <summary>
/// Base of every activity. It does not complete by itself: call
/// <see cref="ActivityExecutionContext.CompleteActivityAsync(object?)"/>, or derive from <see cref="CodeActivity"/>.
/// </summary>
public abstract class Activity : IActivity
{
    /// <summary>An activity.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected Activity(string? source = null, int? line = null)
    {
    }

    /// <inheritdoc />
    public string Id { get; set; } = "";

    /// <inheritdoc />
    public string NodeId { get; set; } = "";

    /// <inheritdoc />
    public string? Name { get; set; }

    /// <inheritdoc />
    public string Type { get; set; } = "";

    /// <inheritdoc />
    public int Version { get; set; } = 1;

    /// <inheritdoc />
    public IDictionary<string, JsonElement> CustomProperties { get; set; } = new Dictionary<string, JsonElement>();

    /// <inheritdoc />
    public IDictionary<string, JsonElement> Metadata { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>True if the node may start the workflow when its stimulus arrives (<c>canStartWorkflow</c>).</summary>
    public bool CanStartWorkflow =>
        CustomProperties.TryGetValue("canStartWorkflow", out var value) && value.ValueKind == JsonValueKind.True;

    internal Definitions.ActivityNode? Node { get; set; }

    /// <summary>
    /// Whether the engine completes the activity after it ran without bookmarks and without children.
    /// </summary>
    internal virtual bool AutoCompletes => false;

    ValueTask IActivity.ExecuteAsync(ActivityExecutionContext context) => ExecuteAsync(context);

    internal ValueTask CancelCoreAsync(ActivityExecutionContext context) => CancelAsync(context);

    /// <summary>Ends an execution of this activity.</summary>
    /// <param name="context">The execution.</param>
    protected ValueTask CompleteAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();

    /// <summary>Runs the step; override this or <see cref="Execute"/>.</summary>
    /// <param name="context">The run-time state of this execution.</param>
    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the step without awaiting anything.</summary>
    /// <param name="context">The run-time state of this execution.</param>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    /// <summary>
    /// Called when a waiting execution is taken back (a race was lost, the workflow was cancelled or finished). Its
    /// bookmarks are burned by the engine; override to withdraw what was promised outside, such as an open task.
    /// </summary>
    /// <param name="context">The execution that is cancelled.</param>
    protected virtual ValueTask CancelAsync(ActivityExecutionContext context)
    {
        Cancel(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>As <see cref="CancelAsync"/>, without awaiting anything.</summary>
    /// <param name="context">The execution that is cancelled.</param>
    protected virtual void Cancel(ActivityExecutionContext context)
    {
    }
}
