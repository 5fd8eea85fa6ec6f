namespace Becs.Contracts.Quarantine;

/// <summary>A manual cover ended before its date; the blocker blocks again.</summary>
/// <param name="CoverId">The acceptance.</param>
/// <param name="BlockerCode">The blocker.</param>
/// <param name="ReasonCode">Why, as a code.</param>
public sealed record ManualCoverRevoked(
    Guid CoverId,
    string BlockerCode,
    string ReasonCode) : BecsEvent;
