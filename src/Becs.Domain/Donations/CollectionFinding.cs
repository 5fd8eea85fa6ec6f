namespace Becs.Domain.Donations;

/// <summary>One thing that speaks against a collection.</summary>
/// <param name="Code">Reason code.</param>
/// <param name="EvidenceId">The record it rests on.</param>
/// <param name="RuleId">The rule broken, if one.</param>
public sealed record CollectionFinding(string Code, Guid? EvidenceId = null, string? RuleId = null);
