namespace Becs.Domain.Quarantine;

/// <summary>What a hold holds. Stored by name: frozen.</summary>
public enum HoldScope
{
    Donor,
    Donation,
    Unit,
    Lot,
}
