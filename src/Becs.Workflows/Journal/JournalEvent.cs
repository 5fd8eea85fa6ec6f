namespace Becs.Workflows.Journal;

/// <summary>What happened to an activity.</summary>
public enum JournalEvent
{
    /// <summary>It began.</summary>
    Started,

    /// <summary>It ended with outcomes.</summary>
    Completed,

    /// <summary>It waits.</summary>
    Suspended,

    /// <summary>Its bookmark was resumed.</summary>
    Resumed,

    /// <summary>It failed.</summary>
    Faulted,

    /// <summary>It was taken back.</summary>
    Cancelled,

    /// <summary>A person completed it in place of its code.</summary>
    Skipped,
}
