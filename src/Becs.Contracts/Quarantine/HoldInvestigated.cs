namespace Becs.Contracts.Quarantine;

/// <summary>The investigation of a hold ended with a finding and a proposal that a second person must sign.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Scope">What is held: <c>donor</c>, <c>donation</c>, <c>unit</c> or <c>lot</c>.</param>
/// <param name="ScopeId">Identity of what is held.</param>
/// <param name="ReasonCode">Why, as a code.</param>
/// <param name="FindingCode">What was found, as a code.</param>
/// <param name="Proposal"><c>Lift</c> or <c>Discard</c>.</param>
public sealed record HoldInvestigated(
    Guid HoldId,
    string Scope,
    Guid ScopeId,
    string ReasonCode,
    string FindingCode,
    string Proposal) : BecsEvent;
