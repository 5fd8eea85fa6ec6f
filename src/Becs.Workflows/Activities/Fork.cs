using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;
using Becs.Workflows.UIHints;

namespace Becs.Workflows.Activities;

/// <summary>Runs several activities side by side.</summary>
[Activity("Elsa", "Control Flow", "Branch execution into multiple branches.")]
public sealed class Fork : Activity, IContainerActivity
{
    /// <summary>When the fork completes.</summary>
    [Input(
        Description = "Controls when this activity yields control back to its parent activity.",
        UIHint = InputUIHints.DropDown)]
    public ForkJoinMode JoinMode { get; set; } = ForkJoinMode.WaitAll;

    /// <summary>The branches.</summary>
    public ICollection<IActivity> Branches { get; set; } = new List<IActivity>();

    ICollection<IActivity> IContainerActivity.Activities => Branches;

    string IContainerActivity.JsonName => "branches";

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        Branches.Count == 0
            ? context.CompleteActivityAsync()
            : context.ScheduleActivities(Branches, OnBranchCompletedAsync);

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext completed) =>
        JoinMode == ForkJoinMode.WaitAny || !completed.TargetContext.HasChildren
            ? completed.TargetContext.CompleteActivityAsync()
            : ValueTask.CompletedTask;
}
