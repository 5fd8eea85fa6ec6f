namespace Becs.Domain.Isbt128;

/// <summary>What one scan held, in the order read. One scan with several structures proves they are on one
/// bag.</summary>
/// <param name="Structures">Everything but the compound header.</param>
/// <param name="Compound">The header of a compound message.</param>
public sealed record ScanResult(IReadOnlyList<IsbtStructure> Structures, CompoundHeader? Compound = null)
{
    /// <summary>The donation number, when exactly one was scanned.</summary>
    public DonationNumber? Din => Only<ScannedDonationNumber>()?.Din;

    /// <summary>The blood group, when exactly one was scanned.</summary>
    public BloodGroupCode? BloodGroup => Only<ScannedBloodGroup>()?.Group;

    /// <summary>The product code, when exactly one was scanned.</summary>
    public ProductCode? Product => Only<ScannedProduct>()?.Product;

    /// <summary>The expiry, when exactly one was scanned.</summary>
    public IsbtDate? Expiry => DateOf(DatePurpose.Expiry);

    /// <summary>The collection date, when exactly one was scanned.</summary>
    public IsbtDate? Collection => DateOf(DatePurpose.Collection);

    /// <summary>Content of structure 018, when exactly one was scanned.</summary>
    public string? ContainerLot => TextOf("018");

    /// <summary>Content of structure 020, facility number and local staff number, when exactly one was
    /// scanned.</summary>
    public string? StaffId => TextOf("020");

    /// <summary>Structure 025 without its position and length: the patient identifier on a wristband.</summary>
    public string? PatientId => TextOf("025")?[4..];

    /// <summary>Content of a structure kept as text, when exactly one of that number was scanned.</summary>
    public string? TextOf(string number)
    {
        var found = Structures.OfType<ScannedText>().Where(s => s.Number == number).Take(2).ToList();
        return found is [var only] ? only.Content : null;
    }

    /// <summary>The text a printer or a scanner carries: header, if any, and all structures.</summary>
    public string Format() => Compound?.Format() + string.Concat(Structures.Select(s => s.Format()));

    /// <summary>A compound message of these structures (structure 023, sequence not stated).</summary>
    public static ScanResult CompoundOf(params IReadOnlyList<IsbtStructure> structures) =>
        new(structures, new CompoundHeader(structures.Count, "000"));

    private IsbtDate? DateOf(DatePurpose purpose)
    {
        var found = Structures.OfType<ScannedDate>().Where(s => s.Purpose == purpose).Take(2).ToList();
        return found is [var only] ? only.Date : null;
    }

    private T? Only<T>()
        where T : IsbtStructure => Structures.OfType<T>().Take(2).ToList() is [var only] ? only : null;
}
