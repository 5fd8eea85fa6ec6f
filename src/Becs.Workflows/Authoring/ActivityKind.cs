namespace Becs.Workflows;

/// <summary>What sort of step an activity is; Studio shows it.</summary>
public enum ActivityKind
{
    /// <summary>Runs in the workflow.</summary>
    Action,

    /// <summary>Can also start a workflow.</summary>
    Trigger,

    /// <summary>Always runs in the background.</summary>
    Job,

    /// <summary>May run in the background.</summary>
    Task,
}
