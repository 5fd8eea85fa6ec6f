namespace Becs.Contracts.Quarantine;

/// <summary>The hold no longer blocks: two different people decided so.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Scope">What is held: <c>donor</c>, <c>donation</c>, <c>unit</c> or <c>lot</c>.</param>
/// <param name="ScopeId">Identity of what is held.</param>
/// <param name="ReasonCode">Why, as a code.</param>
/// <param name="FindingCode">What was found, as a code.</param>
public sealed record HoldLifted(
    Guid HoldId,
    string Scope,
    Guid ScopeId,
    string ReasonCode,
    string FindingCode) : BecsEvent;
