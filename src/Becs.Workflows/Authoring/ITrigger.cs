namespace Becs.Workflows;

/// <summary>
/// An activity that can start a workflow: its stimulus is indexed when the package becomes effective.
/// </summary>
public interface ITrigger : IActivity
{
    /// <summary>
    /// The stimuli that start the workflow here. Inputs are constant at this point: no instance exists.
    /// </summary>
    /// <param name="context">Gives the activity's constant inputs.</param>
    IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context);
}
