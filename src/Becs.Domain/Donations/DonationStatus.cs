namespace Becs.Domain.Donations;

/// <summary>How far the collection is. Suitability after testing is a verdict, not a status.</summary>
public enum DonationStatus
{
    Registered,
    Collecting,
    Collected,
    Failed,
}
