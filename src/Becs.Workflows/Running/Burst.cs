using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Workflows.Activities.Flowchart.Activities;
using Becs.Workflows.Activities.Flowchart.Models;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;

namespace Becs.Workflows.Running;

/// <summary>The scheduler of one burst: runs what is runnable until nothing is. Pure memory.</summary>
internal sealed partial class Burst(WorkflowExecutionContext workflow, BurstJournal journal, CancellationToken cancellationToken)
{
    private readonly Queue<ActivityExecutionContext> _queue = new();
    private ulong _random;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public WorkflowExecutionContext Workflow { get; } = workflow;

    public BurstJournal Journal { get; } = journal;

    public ActivityExecutionContext? Root { get; set; }

    public BookmarkLedger Ledger { get; } = new();

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
            BookmarkLedger.RequireOwnMethod(parent, callback);
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

            var standIn = StandInFor(context);
            if (standIn is null || standIn.KnowsInputs(context))
            {
                context.EvaluateInputs();
            }

            if (standIn is not null)
            {
                await standIn.ExecuteAsync(context).ConfigureAwait(false);
                await AfterAsync(context).ConfigureAwait(false);
                continue;
            }

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
            Ledger.Burn(bookmark.Id, Root);
        }

        if (await TrySkipAsync(context).ConfigureAwait(false))
        {
            return;
        }

        if (StandInFor(context) is { } standIn)
        {
            await standIn.ResumeAsync(context).ConfigureAwait(false);
        }
        else if (bookmark.CallbackMethodName is { } method)
        {
            await context.Node.ResumeCallback(method)(context).ConfigureAwait(false);
            await AfterAsync(context).ConfigureAwait(false);
        }
        else if (bookmark.AutoComplete)
        {
            await CompleteAsync(context, null).ConfigureAwait(false);
        }
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

    private IStandIn? StandInFor(ActivityExecutionContext context) =>
        Workflow.Environment.StandIn is { } standIn && standIn.Replaces(context) ? standIn : null;

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
