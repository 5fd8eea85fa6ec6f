using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;

namespace Becs.Workflows.Running;

/// <summary>The scheduler of one burst: runs what is runnable until nothing is. Pure memory.</summary>
internal sealed class Burst(WorkflowExecutionContext workflow, BurstJournal journal, CancellationToken cancellationToken)
{
    private readonly Queue<ActivityExecutionContext> _queue = new();
    private ulong _random;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public WorkflowExecutionContext Workflow { get; } = workflow;

    public BurstJournal Journal { get; } = journal;

    public ActivityExecutionContext? Root { get; set; }

    /// <summary>Where the instance waits now.</summary>
    public List<Bookmark> Bookmarks { get; } = [];

    public List<Bookmark> Created { get; } = [];

    public List<Bookmark> Burned { get; } = [];

    public List<OutgoingStimulus> Outgoing { get; } = [];

    public List<Incident> Incidents { get; } = [];

    public string[] WorkflowOutcomes { get; set; } = ["Done"];

    public int ActivitiesRun { get; private set; }

    /// <summary>Who is running, to name in an incident.</summary>
    public ActivityExecutionContext? Current { get; private set; }

    public BurstStimulus.SkipActivity? Skip { get; set; }

    public ActivityExecutionContext Schedule(
        ActivityExecutionContext? parent, ActivityNode node, ActivityCompletionCallback? callback)
    {
        if (callback is not null && parent is not null)
        {
            RequireOwnMethod(parent, callback);
        }

        var context = new ActivityExecutionContext(Workflow, node, parent, Workflow.Environment.NewId())
        {
            CompletionCallback = callback,
        };
        (parent is null ? null : parent.Children ??= new List<ActivityExecutionContext>(4))?.Add(context);
        _queue.Enqueue(context);
        return context;
    }

    public async ValueTask RunAsync()
    {
        while (_queue.TryDequeue(out var context))
        {
            if (context.Status != ActivityStatus.Pending)
            {
                continue; // cancelled before it began
            }

            CancellationToken.ThrowIfCancellationRequested();
            Count();
            Current = context;
            context.Status = ActivityStatus.Running;
            context.StartedAt = Workflow.Environment.NowUtc;
            Journal.Add(context, JournalEvent.Started);
            if (context.ParentActivityExecutionContext is { Flow: not null } flow)
            {
                await Flowchart.OnChildStartingAsync(flow, context).ConfigureAwait(false);
            }

            if (await TrySkipAsync(context).ConfigureAwait(false))
            {
                continue;
            }

            context.EvaluateInputs();
            var running = ((IActivity)context.Node.Activity).ExecuteAsync(context);
            if (!running.IsCompletedSuccessfully)
            {
                await running.ConfigureAwait(false);
            }

            await AfterAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>Resumes a bookmark: burns it, then calls the activity's method.</summary>
    public async ValueTask ResumeAsync(ActivityExecutionContext context, Bookmark bookmark, JsonElement? payload)
    {
        Count();
        Current = context;
        context.ResumePayload = payload;
        context.ResumedBookmark = bookmark;
        Journal.Add(context, JournalEvent.Resumed);
        if (bookmark.AutoBurn)
        {
            BurnBookmark(bookmark.Id);
        }

        if (await TrySkipAsync(context).ConfigureAwait(false))
        {
            return;
        }

        if (bookmark.CallbackMethodName is { } method)
        {
            await context.Node.ResumeCallback(method)(context).ConfigureAwait(false);
            await AfterAsync(context).ConfigureAwait(false);
        }
        else if (bookmark.AutoComplete)
        {
            await CompleteAsync(context, null).ConfigureAwait(false);
        }
    }

    public async ValueTask CompleteAsync(ActivityExecutionContext context, object? result)
    {
        if (context.IsCompleted)
        {
            return;
        }

        if (context.Children is { Count: > 0 })
        {
            await CancelChildrenAsync(context).ConfigureAwait(false);
        }

        context.Status = ActivityStatus.Completed;
        BurnBookmarksOf(context);
        Journal.Add(context, JournalEvent.Completed, (result as Outcomes ?? Outcomes.Default).Array);
        var parent = context.ParentActivityExecutionContext;
        if (parent is null)
        {
            await FinishAsync(WorkflowSubStatus.Finished, (result as Outcomes)?.Array ?? []).ConfigureAwait(false);
            return;
        }

        parent.Children?.Remove(context);
        if (parent.Status == ActivityStatus.Running && context.CompletionCallback is { } callback)
        {
            var running = callback(new ActivityCompletedContext(parent, context, result));
            if (!running.IsCompletedSuccessfully)
            {
                await running.ConfigureAwait(false);
            }
        }
    }

    public async ValueTask CancelAsync(ActivityExecutionContext context)
    {
        if (context.IsCompleted)
        {
            return;
        }

        var hadBegun = context.Status == ActivityStatus.Running;
        await CancelChildrenAsync(context).ConfigureAwait(false);
        context.Status = ActivityStatus.Canceled;
        if (hadBegun)
        {
            await context.Node.Activity.CancelCoreAsync(context).ConfigureAwait(false);
            Journal.Add(context, JournalEvent.Cancelled);
        }

        BurnBookmarksOf(context);
        context.ParentActivityExecutionContext?.Children?.Remove(context);
    }

    /// <summary>Ends the instance and withdraws everything it waits for.</summary>
    public async ValueTask FinishAsync(
        WorkflowSubStatus subStatus, string[] outcomes, ActivityExecutionContext? by = null)
    {
        if (Workflow.Status == WorkflowStatus.Finished)
        {
            return;
        }

        Workflow.Status = WorkflowStatus.Finished;
        Workflow.SubStatus = subStatus;
        WorkflowOutcomes = outcomes.Length == 0 ? ["Done"] : outcomes;
        _queue.Clear();
        if (by is not null && !by.IsCompleted)
        {
            await CompleteUpwardsAsync(by, WorkflowOutcomes).ConfigureAwait(false);
        }

        if (Root is not null)
        {
            await CancelAsync(Root).ConfigureAwait(false);
        }
    }

    public Bookmark CreateBookmark(ActivityExecutionContext context, CreateBookmarkArgs args, DateTime? dueAt)
    {
        if (context.IsCompleted)
        {
            throw new WorkflowUsageException($"Activity '{context.Activity.Id}' creates a bookmark after it ended.");
        }

        if (args.Callback is not null)
        {
            RequireOwnMethod(context, args.Callback);
        }

        var name = args.BookmarkName ?? context.Activity.Type;
        var bookmark = new Bookmark
        {
            Id = args.BookmarkId ?? Workflow.Environment.NewId(),
            Name = name,
            Hash = StimulusHasher.Hash(name, args.Stimulus, args.IncludeActivityInstanceId ? context.Id : null),
            Payload = args.Stimulus is null ? null : PlainValue.ToElement(args.Stimulus),
            ActivityId = context.Activity.Id,
            ActivityNodeId = context.Activity.NodeId,
            ActivityInstanceId = context.Id,
            CallbackMethodName = args.Callback?.Method.Name,
            AutoBurn = args.AutoBurn,
            AutoComplete = args.AutoComplete,
            CreatedAt = Workflow.Environment.NowUtc,
            DueAt = dueAt,
            Metadata = args.Metadata?.ToDictionary(StringComparer.Ordinal),
        };
        Bookmarks.Add(bookmark);
        Created.Add(bookmark);
        context.BookmarkCount++;
        return bookmark;
    }

    public IEnumerable<Bookmark> BookmarksOf(string activityInstanceId) =>
        Bookmarks.Where(b => b.ActivityInstanceId == activityInstanceId);

    public void BurnBookmark(string bookmarkId)
    {
        var index = Bookmarks.FindIndex(b => b.Id == bookmarkId);
        if (index >= 0)
        {
            Burn(index);
        }
    }

    public void SetOutput(ActivityExecutionContext context, Output output, object? plain)
    {
        if (output.Target is { } target)
        {
            if (Workflow.Graph.VariableById.TryGetValue(target.Id, out var variable)
                || Workflow.Graph.VariableByName.TryGetValue(target.Id, out variable))
            {
                Workflow.VariableValues[variable.Index] = plain;
            }
            else if (Workflow.Graph.OutputNames.Contains(target.Id))
            {
                Workflow.Output[target.Id] = plain;
            }
            else
            {
                throw new WorkflowUsageException($"Output {output.Name} of '{context.Activity.Id}' goes to '{target.Id}', "
                    + "which is neither a variable nor a workflow output.");
            }
        }

        Workflow.LastResult = plain;
        if (Workflow.Graph.KeepsOutputs)
        {
            Workflow.ActivityOutputs ??= new(StringComparer.Ordinal);
            if (!Workflow.ActivityOutputs.TryGetValue(context.Activity.Id, out var outputs))
            {
                Workflow.ActivityOutputs[context.Activity.Id] = outputs = new(StringComparer.Ordinal);
            }

            outputs[output.Name] = plain;
        }
    }

    public bool TryRecorded<T>(ActivityExecutionContext context, string name, out T? value)
    {
        value = default;
        if (Workflow.Environment.RecordedFacts is not { } recorded)
        {
            return false;
        }

        if (!recorded.TryGet(context.Activity.Id, name, out var element))
        {
            throw new FactNotRecordedException(context.Activity.Id, name);
        }

        value = ValueConversion.To<T>(PlainValue.OfElement(element), name);
        Record(context, name, value);
        return true;
    }

    public T? Record<T>(ActivityExecutionContext context, string name, T? value)
    {
        (context.Facts ??= []).Add(new Fact(name, PlainValue.ToElement(value)));
        return value;
    }

    /// <summary>The next of a series that depends on the burst alone (SplitMix64).</summary>
    public double NextRandom()
    {
        unchecked
        {
            if (_random == 0)
            {
                _random = Workflow.Environment.RandomSeed
                    ?? BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Journal.BurstId)));
            }

            _random += 0x9E3779B97F4A7C15;
            var z = _random;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }

    /// <summary>An activity ends the workflow: it and its parents are completed, all else is cancelled.</summary>
    private async ValueTask CompleteUpwardsAsync(ActivityExecutionContext from, string[] outcomes)
    {
        for (var context = from; context is not null; context = context.ParentActivityExecutionContext)
        {
            await CancelChildrenAsync(context).ConfigureAwait(false);
            context.Status = ActivityStatus.Completed;
            BurnBookmarksOf(context);
            Journal.Add(context, JournalEvent.Completed, context.ParentActivityExecutionContext is null ? outcomes : ["Done"]);
            context.ParentActivityExecutionContext?.Children?.Remove(context);
        }
    }

    private static void RequireOwnMethod(ActivityExecutionContext context, Delegate callback)
    {
        if (!ReferenceEquals(callback.Target, context.Node.Activity) && callback.Target is not null
            || callback.Method.DeclaringType?.IsInstanceOfType(context.Node.Activity) != true)
        {
            throw new WorkflowUsageException($"The callback of '{context.Activity.Id}' must be a method of "
                + $"{context.Node.Activity.GetType().Name}: its name is stored and found again on resume.");
        }
    }

    private async ValueTask<bool> TrySkipAsync(ActivityExecutionContext context)
    {
        if (Skip is null || Skip.ActivityId != context.Activity.Id)
        {
            return false;
        }

        var outcome = Skip.Outcome;
        Skip = null;
        Journal.Add(context, JournalEvent.Skipped, [outcome]);
        await CompleteAsync(context, new Outcomes(outcome)).ConfigureAwait(false);
        return true;
    }

    private async ValueTask AfterAsync(ActivityExecutionContext context)
    {
        if (context.IsCompleted)
        {
            return;
        }

        var waits = context.BookmarkCount > 0 || context.Children is { Count: > 0 };
        if (!waits && context.Node.Activity.AutoCompletes)
        {
            await CompleteAsync(context, null).ConfigureAwait(false);
        }
        else if (context.BookmarkCount > 0)
        {
            Journal.Add(context, JournalEvent.Suspended);
        }
    }

    private async ValueTask CancelChildrenAsync(ActivityExecutionContext context)
    {
        if (context.Children is { Count: > 0 } children)
        {
            foreach (var child in children.ToArray())
            {
                await CancelAsync(child).ConfigureAwait(false);
            }
        }
    }

    private void BurnBookmarksOf(ActivityExecutionContext context)
    {
        for (var i = Bookmarks.Count - 1; i >= 0 && context.BookmarkCount > 0; i--)
        {
            if (Bookmarks[i].ActivityInstanceId == context.Id)
            {
                context.BookmarkCount--;
                Burn(i, counted: true);
            }
        }
    }

    private void Burn(int index, bool counted = false)
    {
        var bookmark = Bookmarks[index];
        Bookmarks.RemoveAt(index);
        if (!Created.Remove(bookmark))
        {
            Burned.Add(bookmark);
        }

        if (!counted && Find(Root, bookmark.ActivityInstanceId) is { } owner)
        {
            owner.BookmarkCount--;
        }
    }

    public static ActivityExecutionContext? Find(ActivityExecutionContext? from, string activityInstanceId)
    {
        if (from is null || from.Id == activityInstanceId)
        {
            return from;
        }

        foreach (var child in from.Children ?? [])
        {
            if (Find(child, activityInstanceId) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private void Count()
    {
        if (++ActivitiesRun > Workflow.Environment.ActivityLimit)
        {
            throw new ActivityLimitException(Workflow.Environment.ActivityLimit);
        }
    }
}
