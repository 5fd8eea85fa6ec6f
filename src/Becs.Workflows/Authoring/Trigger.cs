namespace Becs.Workflows;

/// <summary>Base of activities that can start a workflow or, inside one, wait for the same stimulus.</summary>
public abstract class Trigger : Activity, ITrigger
{
    /// <summary>A trigger.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected Trigger(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    IEnumerable<object> ITrigger.GetTriggerPayloads(TriggerIndexingContext context) => GetTriggerPayloads(context);

    /// <summary>The stimuli that start the workflow; by default the one of <see cref="GetTriggerPayload"/>.</summary>
    /// <param name="context">Gives the activity's constant inputs.</param>
    protected virtual IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) =>
        [GetTriggerPayload(context)];

    /// <summary>The stimulus that starts the workflow.</summary>
    /// <param name="context">Gives the activity's constant inputs.</param>
    protected virtual object GetTriggerPayload(TriggerIndexingContext context) => new();
}
