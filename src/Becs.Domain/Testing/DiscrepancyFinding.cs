using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>
/// Fact: what somebody found out about a blood group discrepancy: the group, by which results, and which results of this donation do not
/// count. It says nothing until another person signed it (<see cref="Resolution"/>). History is never overwritten: what a finding sets aside
/// stays on record.
/// </summary>
public sealed class DiscrepancyFinding
{
    private DiscrepancyFinding()
    {
    }

    public DiscrepancyFinding(
        Guid id, DonationId donationId, string causeCode, BloodGroup? group, IEnumerable<Guid> evidence, IEnumerable<Guid> setAside,
        FactStamp stamp)
    {
        Id = id;
        DonationId = donationId;
        CauseCode = causeCode;
        Abo = group?.Abo;
        RhD = group?.RhD;
        EvidenceIds = [.. evidence];
        SetAsideIds = [.. setAside];
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonationId DonationId { get; private set; }

    /// <summary>One of <see cref="ResolveDiscrepancy.Causes"/>.</summary>
    public string CauseCode { get; private set; } = "";

    /// <summary>Null when the group could not be settled: the donation is unsuitable.</summary>
    public Isbt128.AboGroup? Abo { get; private set; }

    public Isbt128.RhD? RhD { get; private set; }

    /// <summary>Results of independent determinations that show the group.</summary>
    public IReadOnlyList<Guid> EvidenceIds { get; private set; } = [];

    /// <summary>Results of this donation that contradict it and do not count.</summary>
    public IReadOnlyList<Guid> SetAsideIds { get; private set; } = [];

    public FactStamp Stamp { get; private set; } = null!;

    /// <summary>The second person's signature; null while it is awaited.</summary>
    public DiscrepancyResolution? Resolution { get; private set; }

    public BloodGroup? Group => Abo is { } abo && RhD is { } rhD ? new BloodGroup(abo, rhD) : null;

    internal void Sign(DiscrepancyResolution resolution) => Resolution = Resolution is null
        ? resolution
        : throw new ConflictException("TST-409", $"The finding {Id:D} of {DonationId.Subject} is signed already.");
}
