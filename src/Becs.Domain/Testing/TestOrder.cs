using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Fact: these tests are required of a donation, by the panel in force on the day of donation.</summary>
public sealed class TestOrder
{
    private TestOrder()
    {
    }

    public TestOrder(
        Guid id, DonationId donationId, IEnumerable<string> testCodes, string packHash, string reasonCode, FactStamp stamp)
    {
        Id = id;
        DonationId = donationId;
        TestCodes = [.. testCodes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        PackHash = packHash;
        ReasonCode = reasonCode;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonationId DonationId { get; private set; }

    public IReadOnlyList<string> TestCodes { get; private set; } = [];

    public string PackHash { get; private set; } = "";

    /// <summary><c>panel</c>, or why more was ordered.</summary>
    public string ReasonCode { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;
}
