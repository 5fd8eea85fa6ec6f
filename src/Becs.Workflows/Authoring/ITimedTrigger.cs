namespace Becs.Workflows;

/// <summary>A trigger by which time starts a workflow; inside one it waits. Its inputs are literals where it starts one.</summary>
public interface ITimedTrigger : ITrigger
{
    /// <summary>When the workflow is to start next.</summary>
    /// <param name="after">The start is later than this instant (UTC).</param>
    /// <param name="lastDueAt">When it was due the last time (UTC); null: it never was.</param>
    /// <returns>The instant (UTC); null: never again.</returns>
    DateTime? NextAfter(DateTime after, DateTime? lastDueAt);
}
