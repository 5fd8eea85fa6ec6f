namespace Becs.Persistence.Commit;

/// <summary>What a commit wrote that somebody may be waiting for.</summary>
/// <param name="OutboxRows">Events for the relay.</param>
/// <param name="StimulusRows">Signals for workflow instances.</param>
public sealed record CommitSummary(int OutboxRows, int StimulusRows);

/// <summary>Wakes the loops that read what a commit wrote. Called after the commit; a loop that misses the call finds the rows by polling.</summary>
public sealed class CommitHooks
{
    private event Action<CommitSummary>? Committed;

    public void OnCommitted(Action<CommitSummary> hook) => Committed += hook;

    internal void Notify(CommitSummary summary) => Committed?.Invoke(summary);
}
