namespace Becs.Contracts.Quarantine;

/// <summary>The hold ended with the destruction of what it held: two different people decided so.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Scope">What is held: <c>donor</c>, <c>donation</c>, <c>unit</c> or <c>lot</c>.</param>
/// <param name="ScopeId">Identity of what is held.</param>
/// <param name="ReasonCode">Why, as a code.</param>
/// <param name="FindingCode">What was found, as a code.</param>
/// <param name="UnitIds">Bags discarded with it.</param>
public sealed record HoldEndedInDiscard(
    Guid HoldId,
    string Scope,
    Guid ScopeId,
    string ReasonCode,
    string FindingCode,
    IReadOnlyList<Guid> UnitIds) : BecsEvent;
