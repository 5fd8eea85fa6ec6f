using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Fact: two records were found to be one person. Nothing is deleted; the loser stays as an alias.</summary>
public sealed class DonorMerge
{
    private DonorMerge()
    {
    }

    public DonorMerge(Guid id, DonorId survivorId, DonorId aliasId, string reasonCode, Guid signatureId, FactStamp stamp)
    {
        Id = id;
        SurvivorId = survivorId;
        AliasId = aliasId;
        ReasonCode = reasonCode;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonorId SurvivorId { get; private set; }

    public DonorId AliasId { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
