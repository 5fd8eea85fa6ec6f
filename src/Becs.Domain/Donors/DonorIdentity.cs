using Becs.Domain.Rules;

namespace Becs.Domain.Donors;

/// <summary>
/// Who the donor is. Lives only in the erasable store, under <see cref="DonorRecords.Identity"/>: never in a column, variable, event,
/// log or URL.
/// </summary>
public sealed record DonorIdentity
{
    public required string FamilyName { get; init; }

    public required string GivenName { get; init; }

    /// <summary>Surnames the person had before: search and duplicate checks find them too.</summary>
    public IReadOnlyList<string> FormerFamilyNames { get; init; } = [];

    public required DateOnly BirthDate { get; init; }

    public required DonorSex Sex { get; init; }

    public string? NationalId { get; init; }

    public string? Address { get; init; }

    /// <summary>Last day for which the donor gave the address as valid: eight weeks after donation are needed (21 CFR 606.160(b)(1)(ix)).
    /// </summary>
    public DateOnly? AddressValidUntil { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>BCP 47 tag of the language to speak and write in.</summary>
    public string Language { get; init; } = "en";
}
