using Becs.Domain.Shared;

namespace Becs.Persistence.Tasks;

/// <summary>
/// Half-filled task forms, one for each task and person who types. They are sealed like the answers themselves: under the key of the person
/// they are about, so that erasing that person erases them too, else under the ring's own key.
/// </summary>
public interface ITaskDrafts
{
    /// <summary>The draft this account saved; null when there is none, or when its person was erased. Nobody sees another's.</summary>
    Task<SavedDraft?> FindAsync(Guid taskId, Guid userId, CancellationToken cancellationToken = default);

    /// <summary>Stages the draft in place of the former one of the same account.</summary>
    /// <returns>True when there was one.</returns>
    Task<bool> PutAsync(Guid taskId, PersonRef? about, string body, CancellationToken cancellationToken = default);

    /// <summary>Stages that no draft of the task is left, whoever typed it.</summary>
    Task RemoveAsync(Guid taskId, CancellationToken cancellationToken = default);
}

/// <param name="Body">What was typed, as JSON.</param>
/// <param name="SavedAt">When (UTC).</param>
public sealed record SavedDraft(string Body, DateTime SavedAt);
