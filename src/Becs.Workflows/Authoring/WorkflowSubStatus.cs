namespace Becs.Workflows;

/// <summary>How an instance stands, in Elsa's words.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not begun.</summary>
    Pending,

    /// <summary>In a burst.</summary>
    Executing,

    /// <summary>Waiting for a bookmark, a timer or a child.</summary>
    Suspended,

    /// <summary>Ended as drawn.</summary>
    Finished,

    /// <summary>Ended by a person.</summary>
    Cancelled,

    /// <summary>Ended by a Fault activity.</summary>
    Faulted,
}
