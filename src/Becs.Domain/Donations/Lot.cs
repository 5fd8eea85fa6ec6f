using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>A lot of bag kits, reagents or tubes. Its recall raises its safety version.</summary>
public sealed class Lot
{
    private Lot()
    {
    }

    public Lot(
        LotId id,
        LotKind kind,
        string number,
        string manufacturer,
        DateOnly expiresOn,
        FactStamp received,
        int? nominalVolumeMl = null)
    {
        Id = id;
        Kind = kind;
        Number = number;
        Manufacturer = manufacturer;
        ExpiresOn = expiresOn;
        Received = received;
        NominalVolumeMl = nominalVolumeMl;
    }

    public LotId Id { get; private set; }

    public LotKind Kind { get; private set; }

    /// <summary>The manufacturer's lot number; unique within kind and manufacturer.</summary>
    public string Number { get; private set; } = "";

    public string Manufacturer { get; private set; } = "";

    /// <summary>Last day of use.</summary>
    public DateOnly ExpiresOn { get; private set; }

    /// <summary>Nominal volume of a bag, in millilitres; null for what holds no blood.</summary>
    public int? NominalVolumeMl { get; private set; }

    public FactStamp Received { get; private set; } = null!;

    public DateTime? RecalledAt { get; private set; }

    public string? RecallReasonCode { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public bool IsRecalled => RecalledAt is not null;

    /// <summary>In date on that day and not recalled, whenever the recall came.</summary>
    public bool MayBeUsedOn(DateOnly day) => !IsRecalled && day <= ExpiresOn;

    internal void Recall(string reasonCode, DateTime at)
    {
        if (!IsRecalled)
        {
            (RecalledAt, RecallReasonCode) = (at, reasonCode);
        }
    }
}
