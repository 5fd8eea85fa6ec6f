namespace Becs.Domain.Tasks;

/// <summary>Where a task stands. Stored by name: frozen.</summary>
public enum TaskState
{
    Open,
    Claimed,
    Completed,
    Cancelled,
}
