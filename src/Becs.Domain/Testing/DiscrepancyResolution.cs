using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Fact: a second person, who entered none of the results in question, signed a finding. From then on it counts.</summary>
public sealed class DiscrepancyResolution
{
    private DiscrepancyResolution()
    {
    }

    public DiscrepancyResolution(Guid id, Guid findingId, Guid signatureId, FactStamp stamp)
    {
        Id = id;
        FindingId = findingId;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public Guid FindingId { get; private set; }

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
