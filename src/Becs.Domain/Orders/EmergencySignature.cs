using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Fact: the requesting physician signed an emergency issue after it (21 CFR 606.160(b)(3)(v)).</summary>
public sealed class EmergencySignature
{
    private EmergencySignature()
    {
    }

    internal EmergencySignature(Guid issueId, Guid signatureId, FactStamp stamp)
    {
        IssueId = issueId;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    /// <summary>The issue; it is signed once.</summary>
    public Guid IssueId { get; private set; }

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
