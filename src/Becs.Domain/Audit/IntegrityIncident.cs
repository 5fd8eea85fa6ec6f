using Becs.Domain.Shared;

namespace Becs.Domain.Audit;

/// <summary>
/// What a person, having looked, states that broken places of the audit trail concern. It limits nothing until another person has signed it too
/// (<see cref="IntegrityConfirmation"/>). Written once.
/// </summary>
public sealed class IntegrityIncident
{
    private List<Guid> _breakIds = [];
    private List<string> _kept = [];

    private IntegrityIncident()
    {
    }

    internal IntegrityIncident(Guid id, IEnumerable<Guid> breakIds, IEnumerable<SubjectRef> kept, string statement, Guid signatureId, FactStamp stamp)
    {
        Id = id;
        _breakIds = [.. breakIds.Distinct().Order()];
        _kept = [.. kept.Distinct().Order().Select(s => s.ToString())];
        Statement = statement;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    /// <summary>The broken places it is about.</summary>
    public IReadOnlyList<Guid> BreakIds => _breakIds;

    /// <summary>Records that stay blocked, as kind and id; empty when nothing does.</summary>
    public IReadOnlyList<string> Kept => _kept;

    /// <summary>What was found out and why the rest may go on. No personal data.</summary>
    public string Statement { get; private set; } = "";

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}

/// <summary>Fact: a second person signed an integrity incident.</summary>
public sealed class IntegrityConfirmation
{
    private IntegrityConfirmation()
    {
    }

    internal IntegrityConfirmation(Guid incidentId, Guid signatureId, FactStamp stamp) =>
        (IncidentId, SignatureId, Stamp) = (incidentId, signatureId, stamp);

    public Guid IncidentId { get; private set; }

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
