namespace Becs.Contracts.Audit;

/// <summary>A place of the audit trail is not as it was written. What depends on it is not released until two persons have limited it.</summary>
/// <param name="BreakId">The record of the broken place.</param>
/// <param name="Kind">What is wrong, such as <c>RowChanged</c>.</param>
/// <param name="Place">Where, such as <c>commit</c> and its id.</param>
/// <param name="ConcernsAll">True when nobody can tell what depends on it: then everything does.</param>
/// <param name="Records">How many records depend on it, when that is known.</param>
public sealed record AuditTrailBroken(
    Guid BreakId,
    string Kind,
    string Place,
    bool ConcernsAll,
    int Records) : BecsEvent;
