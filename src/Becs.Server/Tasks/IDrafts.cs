using System.Text.Json.Nodes;

namespace Becs.Server.Tasks;

/// <summary>Half-filled forms, kept on the server and sealed like the answers themselves: they survive a lost connection or a dead node.</summary>
public interface IDrafts
{
    /// <summary>This person's draft of the task, or null.</summary>
    Task<TaskDraft?> LoadAsync(Guid task, CancellationToken cancellationToken = default);

    Task SaveAsync(Guid task, JsonObject data, CancellationToken cancellationToken = default);

    Task DiscardAsync(Guid task, CancellationToken cancellationToken = default);
}

/// <summary>A draft and when it was saved (UTC).</summary>
public sealed record TaskDraft(JsonObject Data, DateTime SavedAt);
