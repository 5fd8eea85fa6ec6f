using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Fact: the donor was informed and agreed (21 CFR 630.10(g)), before a member of staff.</summary>
public sealed class Consent
{
    private Consent()
    {
    }

    public Consent(Guid id, VisitId visitId, string textVersion, bool donorSigned, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        TextVersion = textVersion;
        DonorSigned = donorSigned;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    /// <summary>Version of the text the donor read, such as <c>us-consent.v1</c>.</summary>
    public string TextVersion { get; private set; } = "";

    /// <summary>The donor signed it, on paper or on a pad, before the person in the stamp.</summary>
    public bool DonorSigned { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
