using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// A donor, across all sites. Who it is stands only in the erasable store (<see cref="DonorIdentity"/>); here are the number, the
/// origin and, when two records turned out to be one person, the alias pointer.
/// </summary>
public sealed class Donor
{
    private Donor()
    {
    }

    public Donor(DonorId id, string donorNumber, FactStamp registered)
    {
        Id = id;
        DonorNumber = donorNumber;
        Registered = registered;
    }

    public DonorId Id { get; private set; }

    /// <summary>Number on the donor card: unique, says nothing about the person.</summary>
    public string DonorNumber { get; private set; } = "";

    public FactStamp Registered { get; private set; } = null!;

    /// <summary>The record that speaks for this one since a merge; null for a record that speaks for itself.</summary>
    public DonorId? MergedInto { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    /// <summary>An alias is read-only: its history counts, but no visit starts on it.</summary>
    public bool IsActive => MergedInto is null;

    internal void BecomeAliasOf(DonorId survivor)
    {
        if (!IsActive || survivor == Id)
        {
            throw new RuleException("DON-010", $"{Id.Subject} cannot become an alias of {survivor.Subject}.");
        }

        MergedInto = survivor;
    }
}
