namespace Becs.Workflows;

/// <summary>Whether an instance can still move.</summary>
public enum WorkflowStatus
{
    /// <summary>It can.</summary>
    Running,

    /// <summary>It cannot, for ever.</summary>
    Finished,
}
