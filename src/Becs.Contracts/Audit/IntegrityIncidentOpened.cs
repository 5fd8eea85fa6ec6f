namespace Becs.Contracts.Audit;

/// <summary>A person stated what broken places of the audit trail concern; nothing is let go before a second person confirms it.</summary>
/// <param name="IncidentId">The integrity incident.</param>
/// <param name="BreakIds">The broken places it is about.</param>
public sealed record IntegrityIncidentOpened(
    Guid IncidentId,
    IReadOnlyList<Guid> BreakIds) : BecsEvent;
