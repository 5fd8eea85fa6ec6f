namespace Becs.Workflows;

/// <summary>Where one execution of an activity stands.</summary>
public enum ActivityStatus
{
    /// <summary>Scheduled, not begun.</summary>
    Pending,

    /// <summary>Begun; waiting for a bookmark or for children.</summary>
    Running,

    /// <summary>Ended with an outcome.</summary>
    Completed,

    /// <summary>Taken back.</summary>
    Canceled,

    /// <summary>Ended by an exception.</summary>
    Faulted,
}
