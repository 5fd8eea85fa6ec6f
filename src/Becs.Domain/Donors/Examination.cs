using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Fact: the donor was examined. The measurements are sealed in the erasable store; the latest version counts.</summary>
public sealed class Examination
{
    private Examination()
    {
    }

    public Examination(Guid id, VisitId visitId, int version, DateOnly examinedOn, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        Version = version;
        ExaminedOn = examinedOn;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    public int Version { get; private set; }

    public DateOnly ExaminedOn { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
