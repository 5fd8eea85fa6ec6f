using Becs.Workflows.Runtime.Activities;

namespace Becs.Workflows.Bookmarks;

/// <summary>What a RunTask bookmark waits for.</summary>
/// <param name="TaskId">The task that was requested.</param>
public sealed record RunTaskStimulus(string TaskId)
{
    /// <summary>The hash under which the bookmark of a task is found.</summary>
    /// <param name="taskId">The task.</param>
    public static string HashOf(string taskId) => StimulusHasher.Hash(RunTask.BookmarkName, new RunTaskStimulus(taskId));
}
