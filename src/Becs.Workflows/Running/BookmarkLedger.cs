using Becs.Workflows.Bookmarks;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;

namespace Becs.Workflows.Running;

/// <summary>Where an instance waits during a burst, and what of it is new or gone.</summary>
internal sealed class BookmarkLedger
{
    /// <summary>Where the instance waits now.</summary>
    public List<Bookmark> Open { get; } = [];

    public List<Bookmark> Created { get; } = [];

    public List<Bookmark> Burned { get; } = [];

    public Bookmark Create(ActivityExecutionContext context, CreateBookmarkArgs args, DateTime? dueAt)
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
            Id = args.BookmarkId ?? context.WorkflowExecutionContext.Environment.NewId(),
            Name = name,
            Hash = StimulusHasher.Hash(name, args.Stimulus, args.IncludeActivityInstanceId ? context.Id : null),
            Payload = args.Stimulus is null ? null : PlainValue.ToElement(args.Stimulus),
            ActivityId = context.Activity.Id,
            ActivityNodeId = context.Activity.NodeId,
            ActivityInstanceId = context.Id,
            CallbackMethodName = args.Callback?.Method.Name,
            AutoBurn = args.AutoBurn,
            AutoComplete = args.AutoComplete,
            CreatedAt = context.WorkflowExecutionContext.Environment.NowUtc,
            DueAt = dueAt,
            Metadata = args.Metadata?.ToDictionary(StringComparer.Ordinal),
        };
        Open.Add(bookmark);
        Created.Add(bookmark);
        context.BookmarkCount++;
        return bookmark;
    }

    public IEnumerable<Bookmark> Of(string activityInstanceId) =>
        Open.Where(b => b.ActivityInstanceId == activityInstanceId);

    public void Burn(string bookmarkId, ActivityExecutionContext? root)
    {
        var index = Open.FindIndex(b => b.Id == bookmarkId);
        if (index < 0)
        {
            return;
        }

        if (Burst.Find(root, Open[index].ActivityInstanceId) is { } owner)
        {
            owner.BookmarkCount--;
        }

        BurnAt(index);
    }

    public void BurnAllOf(ActivityExecutionContext context)
    {
        for (var i = Open.Count - 1; i >= 0 && context.BookmarkCount > 0; i--)
        {
            if (Open[i].ActivityInstanceId == context.Id)
            {
                context.BookmarkCount--;
                BurnAt(i);
            }
        }
    }

    /// <summary>Refuses closures: only a method of the activity can be found again by its name.</summary>
    public static void RequireOwnMethod(ActivityExecutionContext context, Delegate callback)
    {
        if (!ReferenceEquals(callback.Target, context.Node.Activity) && callback.Target is not null
            || callback.Method.DeclaringType?.IsInstanceOfType(context.Node.Activity) != true)
        {
            throw new WorkflowUsageException($"The callback of '{context.Activity.Id}' must be a method of "
                + $"{context.Node.Activity.GetType().Name}: its name is stored and found again on resume.");
        }
    }

    private void BurnAt(int index)
    {
        var bookmark = Open[index];
        Open.RemoveAt(index);
        if (!Created.Remove(bookmark))
        {
            Burned.Add(bookmark);
        }
    }
}
