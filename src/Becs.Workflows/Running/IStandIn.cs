namespace Becs.Workflows.Running;

/// <summary>Runs in place of some activities, so that a workflow can be tried without the world.</summary>
internal interface IStandIn
{
    /// <summary>Whether it stands in for an execution.</summary>
    bool Replaces(ActivityExecutionContext context);

    /// <summary>Whether everything its inputs read is known; they are not evaluated otherwise.</summary>
    bool KnowsInputs(ActivityExecutionContext context);

    /// <summary>In place of the activity's code: completes it, or waits.</summary>
    ValueTask ExecuteAsync(ActivityExecutionContext context);

    /// <summary>In place of the activity's callback.</summary>
    ValueTask ResumeAsync(ActivityExecutionContext context);
}
