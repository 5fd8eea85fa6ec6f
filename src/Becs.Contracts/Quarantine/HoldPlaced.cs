namespace Becs.Contracts.Quarantine;

/// <summary>Blood is held: nothing in the scope may be released or issued until the hold is closed.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="Scope">What is held: <c>donor</c>, <c>donation</c>, <c>unit</c> or <c>lot</c>.</param>
/// <param name="ScopeId">Identity of what is held.</param>
/// <param name="ReasonCode">Why, as a code.</param>
/// <param name="PlacedBy">Account of the person; null when a rule placed it.</param>
public sealed record HoldPlaced(
    Guid HoldId,
    string Scope,
    Guid ScopeId,
    string ReasonCode,
    Guid? PlacedBy) : BecsEvent;
