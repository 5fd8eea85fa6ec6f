using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>
/// Last verdict the laboratory announced about a donation, for lists and to announce each change once. No gate trusts it: gates evaluate
/// the results again, and a disagreement blocks.
/// </summary>
public sealed class SuitabilityProjection
{
    private SuitabilityProjection()
    {
    }

    public SuitabilityProjection(DonationId donationId) => DonationId = donationId;

    public DonationId DonationId { get; private set; }

    /// <summary>Code of the verdict (such as <c>suitable</c>).</summary>
    public string Verdict { get; private set; } = "pending";

    /// <summary>Reasons, semicolon-separated codes.</summary>
    public string Reasons { get; private set; } = "";

    public DateTime? ChangedAt { get; private set; }

    internal bool Announce(string verdict, string reasons, DateTime at)
    {
        if (Verdict == verdict && Reasons == reasons)
        {
            return false;
        }

        (Verdict, Reasons, ChangedAt) = (verdict, reasons, at);
        return true;
    }
}
