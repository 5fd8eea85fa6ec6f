using Becs.Activities.Facts;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;

namespace Becs.Activities.Tasks;

/// <summary>
/// Base of every activity that asks a person for something: makes the task, waits, raises it when it is late, and hands the submission to
/// <see cref="SubmitAsync"/>, which records the facts through the domain. The drawn outcome is what the domain answered.
/// </summary>
[Blocking]
public abstract class HumanTaskActivity : Activity
{
    private const string TaskIdProperty = "taskId";

    [Input(Description = "Resource key of the instructions shown above the form.")]
    public Input<string?> InstructionsKey { get; set; } = new(default(string));

    [Input(Description = "How long after its creation the task is due.", DefaultValue = null)]
    public Input<TimeSpan?> DueIn { get; set; } = new(default(TimeSpan?));

    [Input(Description = "How long after its creation the open task is raised in priority and shown to supervisors; repeats.")]
    public Input<TimeSpan?> EscalateAfter { get; set; } = new(default(TimeSpan?));

    [Input(Description = "How it stands among other tasks.", DefaultValue = "Normal", UIHint = "dropdown", Options = typeof(TaskPriority))]
    public Input<string?> Priority { get; set; } = new("Normal");

    [Input(Description = "Ids of earlier activities of this workflow: whoever performed one of them may not do this.")]
    public Input<ICollection<string>?> ExcludeUsersOf { get; set; } = new(default(ICollection<string>));

    /// <summary>Says what to ask, of whom, about what.</summary>
    protected abstract ValueTask<TaskPlan> PlanAsync(ActivityExecutionContext context);

    /// <summary>Records what the person submitted, by one command of the domain.</summary>
    /// <returns>The outcome to leave by; null to go on waiting with a new task.</returns>
    protected abstract ValueTask<string?> SubmitAsync(ActivityExecutionContext context, TaskSubmission submission);

    /// <summary>Events, each about a record, that may make the task needless while it waits.</summary>
    protected virtual ValueTask<IReadOnlyList<(string EventName, SubjectRef Subject)>> EndedByAsync(ActivityExecutionContext context) =>
        ValueTask.FromResult<IReadOnlyList<(string, SubjectRef)>>([]);

    /// <summary>The outcome to leave by when the facts already say what the task would ask; null while they do not.</summary>
    protected virtual ValueTask<string?> KnownAsync(ActivityExecutionContext context) => ValueTask.FromResult<string?>(null);

    protected sealed override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (await KnownAsync(context) is { } known)
        {
            context.Fact<string>("task.known", () => known);
            await context.CompleteActivityWithOutcomesAsync(known);
            return;
        }

        var plan = await PlanAsync(context);
        var operation = context.GetRequiredService<ICurrentOperation>().Context;
        var tasks = context.GetRequiredService<ITasks>();
        var id = new TaskId(context.GetRequiredService<IIdGenerator>().New());
        var bookmark = context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = "Becs.Task",
            Stimulus = new Dictionary<string, string> { [TaskIdProperty] = id.Value.ToString("D") },
            Callback = OnCompletedAsync,
        });

        var escalateAfter = context.Get(EscalateAfter);
        tasks.Add(WorkTask.Create(
            id,
            new TaskSpecification
            {
                SiteId = plan.SiteId ?? operation.SiteId,
                Process = context.WorkflowExecutionContext.DefinitionId,
                TitleKey = plan.TitleKey,
                InstructionsKey = context.Get(InstructionsKey),
                FormKey = plan.FormKey,
                FormVersion = context.WorkflowExecutionContext.Graph.FormVersions.GetValueOrDefault(plan.FormKey, 1),
                Subject = plan.Subject,
                SubjectDisplay = plan.SubjectDisplay,
                Person = plan.Person,
                CandidatePermission = plan.Permission,
                CandidateRoles = plan.Roles,
                ExcludedUserIds = [.. plan.ExcludedUserIds, .. await PerformersAsync(context, tasks)],
                Priority = Enum.TryParse<TaskPriority>(context.Get(Priority), out var priority) ? priority : TaskPriority.Normal,
                DueAt = context.NowUtc + context.Get(DueIn),
                EscalationAt = context.NowUtc + escalateAfter,
                SignatureMeanings = plan.SignatureMeanings,
                Outcomes = plan.Outcomes,
                InstanceId = Guid.Parse(context.WorkflowExecutionContext.Id),
                BookmarkId = bookmark.Id,
                ActivityId = context.Activity.Id,
                PackageHash = context.WorkflowExecutionContext.PackageHash,
            },
            operation,
            context.GetRequiredService<IEventSink>()));
        context.Properties[TaskIdProperty] = id.Value.ToString("D");
        context.JournalData["taskId"] = id.Value.ToString("D");
        if (escalateAfter is { } wait)
        {
            context.CreateTimer(context.NowUtc + wait, OnLateAsync);
        }

        await WatchAsync(context);
    }

    // As WaitForFact: the commit asserts what was read, so that no fact between the look and the wait is missed.
    private async ValueTask WatchAsync(ActivityExecutionContext context)
    {
        var subjects = context.GetRequiredService<ISubjects>();
        foreach (var (eventName, subject) in await EndedByAsync(context))
        {
            await subjects.TouchAsync(subject, context.CancellationToken);
            subjects.Assert(subject);
            context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = WaitForFact.BookmarkName,
                Stimulus = WaitForFact.Stimulus(eventName, subject),
                IncludeActivityInstanceId = false,
                AutoBurn = false,
                Callback = OnFactAsync,
            });
        }
    }

    private async ValueTask OnFactAsync(ActivityExecutionContext context)
    {
        if (await KnownAsync(context) is not { } known)
        {
            return;
        }

        await CancelAsync(context);
        context.JournalData["known"] = known;
        await context.CompleteActivityWithOutcomesAsync(known);
    }

    /// <summary>The workflow went another way: the person no longer needs to do it.</summary>
    protected override async ValueTask CancelAsync(ActivityExecutionContext context)
    {
        if (await FindTaskAsync(context) is { IsOpen: true } task)
        {
            task.Cancel(
                context.GetRequiredService<ICurrentOperation>().Context, "workflow", context.GetRequiredService<IEventSink>());
        }
    }

    private async ValueTask OnCompletedAsync(ActivityExecutionContext context)
    {
        var submission = TaskSubmission.Read(context.ResumePayload);
        var task = await FindTaskAsync(context);
        var by = context.GetRequiredService<ICurrentOperation>().Context.UserId;
        if (task is null || task.Id.Value != submission.TaskId || task.State != TaskState.Completed || task.CompletedById != by
            || task.Outcome != submission.Outcome)
        {
            // The bookmark may only be resumed by the completion of its own task, in the same operation.
            throw new RuleException("TSK-020", $"Task {submission.TaskId:D} was not completed by this operation.");
        }

        context.JournalData["taskId"] = submission.TaskId.ToString("D");
        context.JournalData["by"] = context.GetRequiredService<ICurrentOperation>().Context.UserName;
        context.JournalData["answer"] = submission.Outcome;
        var outcome = await SubmitAsync(context, submission with { FormVersion = task.FormVersion });
        if (outcome is null)
        {
            await ExecuteAsync(context);
            return;
        }

        context.Fact<string>($"{task.FormKey}.outcome", () => outcome);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }

    private async ValueTask OnLateAsync(ActivityExecutionContext context)
    {
        if (await FindTaskAsync(context) is not { IsOpen: true } task || context.Get(EscalateAfter) is not { } wait)
        {
            return;
        }

        var next = context.NowUtc + wait;
        task.Escalate(context.GetRequiredService<ICurrentOperation>().Context, next, context.GetRequiredService<IEventSink>());
        context.JournalData["escalated"] = task.Id.Value.ToString("D");
        context.CreateTimer(next, OnLateAsync);
    }

    private async ValueTask<IEnumerable<Guid>> PerformersAsync(ActivityExecutionContext context, ITasks tasks)
    {
        if (context.Get(ExcludeUsersOf) is not { Count: > 0 } activityIds)
        {
            return [];
        }

        var closed = await tasks.CompletedOfInstanceAsync(Guid.Parse(context.WorkflowExecutionContext.Id), context.CancellationToken);
        return closed.Where(t => t.ActivityId is { } id && activityIds.Contains(id)).Select(t => t.CompletedById).OfType<Guid>();
    }

    private static async ValueTask<WorkTask?> FindTaskAsync(ActivityExecutionContext context) =>
        context.Properties.TryGetValue(TaskIdProperty, out var value) && Guid.TryParse(value as string, out var id)
            ? await context.GetRequiredService<ITasks>().FindAsync(new TaskId(id), context.CancellationToken)
            : null;
}
