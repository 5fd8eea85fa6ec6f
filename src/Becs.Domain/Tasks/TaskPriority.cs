namespace Becs.Domain.Tasks;

/// <summary>Order in a worklist. Stored as its number.</summary>
public enum TaskPriority
{
    Low = 0,
    Normal = 1,
    High = 2,
    Emergency = 3,
}
