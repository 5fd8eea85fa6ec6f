namespace Becs.Domain.Orders;

/// <summary>What the allocation gate said.</summary>
public sealed record AllocationOutcome(Allocation? Allocation, CheckVector Vector, Guid DecisionId);
