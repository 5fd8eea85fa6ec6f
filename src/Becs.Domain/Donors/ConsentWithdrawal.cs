using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Fact: the donor withdrew consent for this donation. It never comes back for the same visit.</summary>
public sealed class ConsentWithdrawal
{
    private ConsentWithdrawal()
    {
    }

    public ConsentWithdrawal(Guid id, VisitId visitId, string reasonCode, FactStamp stamp)
    {
        Id = id;
        VisitId = visitId;
        ReasonCode = reasonCode;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public VisitId VisitId { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;
}
