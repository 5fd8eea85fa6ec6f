namespace Becs.Contracts.Quarantine;

/// <summary>Quality accepted that a named manual procedure stands in for a release blocker the system does not evaluate, until a date.</summary>
/// <param name="CoverId">The acceptance.</param>
/// <param name="BlockerCode">The blocker, such as <c>RB-24</c>.</param>
/// <param name="ProcedureCode">The procedure.</param>
/// <param name="ValidUntil">Last day, in the site's zone.</param>
public sealed record ManualCoverSigned(
    Guid CoverId,
    string BlockerCode,
    string ProcedureCode,
    DateOnly ValidUntil) : BecsEvent;
