using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// Fact: the donor was asked in confidence whether the blood may be used, and chose. Every donor gets one, so that its existence tells
/// nothing; the choice is sealed in the erasable store.
/// </summary>
public sealed class SelfExclusion
{
    private SelfExclusion()
    {
    }

    public SelfExclusion(Guid id, VisitId visitId, int version, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        Version = version;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    public int Version { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
