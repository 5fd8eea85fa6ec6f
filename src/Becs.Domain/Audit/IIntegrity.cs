using Becs.Domain.Shared;

namespace Becs.Domain.Audit;

/// <summary>Broken places of the audit trail and the incidents that limit them. Append-only; guarded by the safety version of the sites.</summary>
public interface IIntegrity
{
    void Add(IntegrityBreak broken, IReadOnlyCollection<SubjectRef> records);

    void Add(IntegrityIncident incident);

    void Add(IntegrityConfirmation confirmation);

    /// <summary>At which of these places a break is recorded.</summary>
    Task<IReadOnlySet<string>> KnownAsync(IReadOnlyCollection<string> places, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<IntegrityBreak>> FindAsync(IReadOnlyCollection<Guid> breakIds, CancellationToken cancellationToken = default);

    Task<IntegrityIncident?> FindIncidentAsync(Guid id, CancellationToken cancellationToken = default);

    Task<IntegrityConfirmation?> ConfirmationOfAsync(Guid incidentId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Breaks that concern one of these records and that no confirmed incident has taken from it. Touches the site before reading, whose
    /// version every break and every confirmation raises.
    /// </summary>
    Task<IReadOnlyList<IntegrityBreak>> OpenOnAsync(
        SiteId site, IReadOnlyCollection<SubjectRef> records, CancellationToken cancellationToken = default);
}
