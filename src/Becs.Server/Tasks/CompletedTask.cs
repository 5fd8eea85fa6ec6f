namespace Becs.Server.Tasks;

/// <param name="TaskId">The task completed.</param>
/// <param name="Outcome">The outcome chosen.</param>
/// <param name="InstanceId">Its workflow instance.</param>
/// <param name="NextTaskId">Next task of the same case that this person may do; null when there is none.</param>
public sealed record CompletedTask(Guid TaskId, string Outcome, Guid? InstanceId, Guid? NextTaskId);

/// <summary>What a completion submits: hashed for replays, kept when it cannot be applied. Never the signature's password.</summary>
internal sealed record TaskCommand(Guid TaskId, int ExpectedRevision, string Outcome, System.Text.Json.JsonElement Data);

/// <summary>What the completion found to stand beside the task when it was signed: kept for one that must be applied later.</summary>
internal sealed class FoundBeside
{
    public string? EvidenceHash { get; set; }
}
