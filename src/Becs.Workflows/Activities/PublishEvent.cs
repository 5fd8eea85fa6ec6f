using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;
using Becs.Workflows.Running;

namespace Becs.Workflows.Runtime.Activities;

/// <summary>Sends an event to whoever waits for it: a stimulus row of the same commit.</summary>
[Activity("Elsa", "Primitives", "Publishes an event.")]
public sealed class PublishEvent : CodeActivity
{
    /// <summary>The event.</summary>
    [Input(Description = "The name of the event to publish.", IsRequired = true)]
    public Input<string>? EventName { get; set; }

    /// <summary>Only instances with this correlation id get it.</summary>
    [Input(Description = "The correlation ID to scope the event to.")]
    public Input<string>? CorrelationId { get; set; }

    /// <summary>Only this instance gets it.</summary>
    [Input(Description = "Whether the event is delivered to this workflow instance only.")]
    public Input<bool>? IsLocalEvent { get; set; }

    /// <summary>Its payload. No personal data.</summary>
    [Input(Description = "The payload to send as the event body.")]
    public Input<object>? Payload { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        var payload = Payload.Get(context);
        context.JournalData["EventName"] = EventName.Get(context);
        context.WorkflowExecutionContext.Send(new OutgoingStimulus.PublishEvent(
            EventName.Get(context),
            CorrelationId.Get(context) is { Length: > 0 } id ? id : null,
            IsLocalEvent.Get(context) ? context.WorkflowExecutionContext.Id : null,
            payload is null ? null : Expressions.PlainValue.ToElement(payload)));
    }
}
