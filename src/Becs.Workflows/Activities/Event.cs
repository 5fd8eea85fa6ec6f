using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Models;

namespace Becs.Workflows.Runtime.Activities;

/// <summary>
/// Waits for an event, or is started by one. It matches the event's name and the instance's correlation id.
/// </summary>
[Activity("Elsa", "Primitives", "Wait for an event to be published.", Kind = ActivityKind.Trigger)]
public sealed class Event : Trigger<object>
{
    /// <summary>
    /// The name under which waiting events are looked up; the stimulus is <see cref="EventStimulus"/>.
    /// </summary>
    public const string BookmarkName = "Elsa.Event";

    /// <summary>The event to wait for.</summary>
    [Input(Description = "The name of the event to listen for.", IsRequired = true)]
    public Input<string>? EventName { get; set; }

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) =>
        new EventStimulus(context.Get(EventName) ?? "");

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            context.Set(Result, context.WorkflowExecutionContext.TriggerPayload);
            return context.CompleteActivityAsync();
        }

        context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = BookmarkName,
            Stimulus = new EventStimulus(EventName.Get(context)),
            IncludeActivityInstanceId = false,
            Callback = ResumeAsync,
        });
        return ValueTask.CompletedTask;
    }

    private ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        context.Set(Result, context.ResumePayload);
        return context.CompleteActivityAsync();
    }
}
