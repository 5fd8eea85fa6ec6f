namespace Becs.Domain.Orders;

/// <summary>What the issue gate said. Without an issue the bag stays where it is, for the reasons in the vector.</summary>
public sealed record IssueOutcome(UnitIssue? Issue, CheckVector Vector, Guid DecisionId);
