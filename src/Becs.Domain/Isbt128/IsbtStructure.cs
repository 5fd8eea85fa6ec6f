namespace Becs.Domain.Isbt128;

/// <summary>One ISBT 128 data structure read from a label or to be printed on one.</summary>
/// <param name="Number">Number in ST-001, three digits.</param>
/// <param name="Identifier">Data identifier; "=" alone for the donation number, whose second character is data.</param>
public abstract record IsbtStructure(string Number, string Identifier)
{
    /// <summary>The characters after the data identifier.</summary>
    public abstract string Content { get; }

    /// <summary>What is in the barcode.</summary>
    public string Format() => Identifier + Content;
}

/// <summary>Structure 001.</summary>
public sealed record ScannedDonationNumber(DonationNumber Din, FlagCharacters Flags) : IsbtStructure("001", "=")
{
    /// <inheritdoc/>
    public override string Content => Din.Value + Flags;
}

/// <summary>Structure 002.</summary>
public sealed record ScannedBloodGroup(BloodGroupCode Group) : IsbtStructure("002", "=%")
{
    /// <inheritdoc/>
    public override string Content => Group.Code;
}

/// <summary>Structure 003.</summary>
public sealed record ScannedProduct(ProductCode Product) : IsbtStructure("003", "=<")
{
    /// <inheritdoc/>
    public override string Content => Product.Value;
}

/// <summary>Structures 004 to 009.</summary>
public sealed record ScannedDate : IsbtStructure
{
    private ScannedDate(DatePurpose purpose, IsbtDate date, string number, string identifier)
        : base(number, identifier)
    {
        Purpose = purpose;
        Date = date;
    }

    /// <summary>What happens or happened on the date.</summary>
    public DatePurpose Purpose { get; }

    /// <summary>The date, with the time where the structure has one.</summary>
    public IsbtDate Date { get; }

    /// <inheritdoc/>
    public override string Content => Date.ToString();

    /// <summary>The structure for the purpose: with a time 005, 007, 009; without 004, 006, 008.</summary>
    public static ScannedDate Of(DatePurpose purpose, IsbtDate date) => (purpose, date.HasTime) switch
    {
        (DatePurpose.Expiry, false) => new(purpose, date, "004", "=>"),
        (DatePurpose.Expiry, true) => new(purpose, date, "005", "&>"),
        (DatePurpose.Collection, false) => new(purpose, date, "006", "=*"),
        (DatePurpose.Collection, true) => new(purpose, date, "007", "&*"),
        (DatePurpose.Production, false) => new(purpose, date, "008", "=}"),
        _ => new(purpose, date, "009", "&}"),
    };
}

/// <summary>Structure 023: how many structures follow, and in which registered sequence (000 = not stated).</summary>
public sealed record CompoundHeader(int Count, string Sequence) : IsbtStructure("023", "=+")
{
    /// <inheritdoc/>
    public override string Content => $"{Count:00}{Sequence}";
}

/// <summary>
/// Any other structure, its form checked and its content kept as it is: 010 special testing, 017/018 container maker
/// and lot, 020 staff, 024/025 patient and the rest of the table.
/// </summary>
public sealed record ScannedText : IsbtStructure
{
    internal ScannedText(string number, string identifier, string content)
        : base(number, identifier) => Content = content;

    /// <inheritdoc/>
    public override string Content { get; }
}

/// <summary>Which date a structure 004-009 carries.</summary>
public enum DatePurpose
{
    Expiry, Collection, Production,
}
