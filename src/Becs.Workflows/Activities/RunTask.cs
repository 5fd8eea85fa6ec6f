using Becs.Extensions;
using Becs.Workflows.Attributes;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;
using Becs.Workflows.Running;

namespace Becs.Workflows.Runtime.Activities;

/// <summary>Asks somebody outside to do a task, and waits for the answer.</summary>
[Activity("Elsa", "Primitives", "Requests a given task to be run.")]
public sealed class RunTask : Activity<object>
{
    /// <summary>
    /// The name under which waiting tasks are looked up; the stimulus is <see cref="RunTaskStimulus"/>.
    /// </summary>
    public const string BookmarkName = "Elsa.RunTask";

    /// <summary>The task.</summary>
    [Input(Description = "The name of the task being requested.", IsRequired = true)]
    public Input<string>? TaskName { get; set; }

    /// <summary>What whoever runs it needs to know. No personal data.</summary>
    [Input(Description = "Any additional parameters to send to the task.", UIHint = UIHints.InputUIHints.JsonEditor)]
    public Input<IDictionary<string, object>>? Payload { get; set; }

    /// <summary>The id of the request, which the answer names.</summary>
    [Output(Description = "The ID of the task that was requested to run.")]
    public Output<string>? TaskId { get; set; }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        var taskId = workflow.Environment.NewId();
        context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = BookmarkName,
            Stimulus = new RunTaskStimulus(taskId),
            IncludeActivityInstanceId = false,
            Callback = ResumeAsync,
        });
        context.Set(TaskId, taskId);
        context.JournalData["TaskId"] = taskId;
        workflow.Send(new OutgoingStimulus.TaskRequested(
            taskId,
            TaskName.Get(context),
            Payload.Get(context)?.ToDictionary(p => p.Key, p => PlainValue.ToElement(p.Value))));
    }

    private ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        context.Set(Result, context.ResumePayload);
        return context.CompleteActivityAsync();
    }
}
