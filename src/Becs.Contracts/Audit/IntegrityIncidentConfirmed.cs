namespace Becs.Contracts.Audit;

/// <summary>A second person signed an integrity incident: the block of its broken places narrows to what it states.</summary>
/// <param name="IncidentId">The integrity incident.</param>
/// <param name="BreakIds">The broken places it is about.</param>
/// <param name="Kept">How many records stay blocked.</param>
public sealed record IntegrityIncidentConfirmed(
    Guid IncidentId,
    IReadOnlyList<Guid> BreakIds,
    int Kept) : BecsEvent;
