using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>Fact: a manual cover ended before its last day.</summary>
public sealed class CoverRevocation
{
    private CoverRevocation()
    {
    }

    internal CoverRevocation(Guid coverId, string reasonCode, FactStamp stamp)
    {
        CoverId = coverId;
        ReasonCode = reasonCode;
        Stamp = stamp;
    }

    /// <summary>The cover; a cover is revoked once.</summary>
    public Guid CoverId { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;
}
