using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>Fact: a final label was printed from the record. The label with the highest number is the one that counts.</summary>
public sealed class LabelPrint
{
    private LabelPrint()
    {
    }

    internal LabelPrint(
        Guid id, Unit unit, int number, BloodGroupCode bloodGroup, IsbtDate expiry, Guid decisionId, FactStamp stamp)
    {
        Id = id;
        UnitId = unit.Id;
        Number = number;
        Din = unit.Din;
        ProductCode = unit.ProductCode.Value;
        BloodGroup = bloodGroup.Code;
        Expiry = expiry.ToString();
        DecisionId = decisionId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public UnitId UnitId { get; private set; }

    /// <summary>From 1 for each bag; a reprint voids the former.</summary>
    public int Number { get; private set; }

    public DonationNumber Din { get; private set; }

    public string ProductCode { get; private set; } = "";

    /// <summary>ISBT 128 structure 002, four characters.</summary>
    public string BloodGroup { get; private set; } = "";

    /// <summary>ISBT 128 structure 004 or 005, local to the bag's expiry zone.</summary>
    public string Expiry { get; private set; } = "";

    public Guid DecisionId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;
}
