using System.Globalization;

namespace Becs.Domain.Isbt128;

/// <summary>
/// Reads what a scanner sent: one structure, a concatenated read of several, or a compound message (structure 023).
/// Each is recognised by its data identifier. Control characters and space around structures are the scanner's and are
/// dropped; anything else that is not recognised is refused, never skipped.
/// </summary>
public static class ScanParser
{
    /// <summary>Longest text accepted, in characters; a full compound label has fewer than 200.</summary>
    public const int LongestScan = 400;

    private const string Field = "scan";

    /// <summary>Reads the text or refuses it with an ISBT-0xx code.</summary>
    public static ScanResult Parse(string scan)
    {
        if (scan is { Length: > LongestScan })
        {
            throw IsbtError.Refuse(IsbtError.TooLong, Field, $"longer than {LongestScan} characters.");
        }

        var rest = WithoutSymbologyPrefix(string.Concat((scan ?? "").Where(c => !char.IsControl(c))).Trim());
        if (rest.Length == 0)
        {
            throw IsbtError.Refuse(IsbtError.Empty, Field, "nothing was scanned.");
        }

        var structures = new List<IsbtStructure>();
        CompoundHeader? compound = null;
        for (var first = true; rest.Length > 0; first = false)
        {
            var (structure, length) = Next(rest);
            rest = rest[length..].TrimStart();
            if (structure is not CompoundHeader header)
            {
                structures.Add(structure);
            }
            else if (first)
            {
                compound = header;
            }
            else
            {
                throw IsbtError.Refuse(IsbtError.CompoundCount, Field, "a compound header stands in the middle.");
            }
        }

        return compound is null || compound.Count == structures.Count
            ? new ScanResult(structures, compound)
            : throw IsbtError.Refuse(
                    IsbtError.CompoundCount, Field,
                $"header says {compound.Count} structures, {structures.Count} were read.");
    }

    private static (IsbtStructure Structure, int Length) Next(string text)
    {
        if (text.Length > 1 && text[0] == '=' && DonationNumber.IsFirst(text[1]))
        {
            var content = Take(text, "001", 1, DonationNumber.Length + 2);
            return (ReadDin(content), content.Length + 1);
        }

        if (text.Length > 1 && text[0] == '&' && text[1] is >= 'a' and <= 'z')
        {
            // Nationally defined: its length is not public, so it takes the rest of the scan.
            return (new ScannedText("national", text[..2], text[2..]), text.Length);
        }

        if (StructureTable.Recognise(text) is not var (identifier, shape))
        {
            throw IsbtError.Refuse(IsbtError.UnknownIdentifier, Field, "no ISBT 128 data identifier here.",
                text[..Math.Min(3, text.Length)]);
        }

        var body = Take(text, shape.Number, identifier.Length, shape.ContentLength(text[identifier.Length..]));
        return (Read(shape.Number, identifier, body), identifier.Length + body.Length);
    }

    private static ScannedDonationNumber ReadDin(string content)
    {
        var din = DonationNumber.FromValue(content[..DonationNumber.Length]);
        var flags = FlagCharacters.Parse(content.AsSpan(DonationNumber.Length));
        return flags.Meaning != FlagMeaning.CheckValue || flags == FlagCharacters.CheckOf(din)
            ? new ScannedDonationNumber(din, flags)
            : throw IsbtError.Refuse(
                IsbtError.DinCheckWrong, "din", "the check value in the flags does not match.", content);
    }

    private static IsbtStructure Read(string number, string identifier, string content)
    {
        switch (number)
        {
            case "002": return new ScannedBloodGroup(BloodGroupCode.Parse(content));
            case "003": return new ScannedProduct(ProductCode.Parse(content));
            case "004" or "005": return ScannedDate.Of(DatePurpose.Expiry, IsbtDate.Parse(content));
            case "006" or "007": return ScannedDate.Of(DatePurpose.Collection, IsbtDate.Parse(content));
            case "008" or "009": return ScannedDate.Of(DatePurpose.Production, IsbtDate.Parse(content));
            case "023": return ReadCompound(content);
            default:
                StructureTable.CheckText(number, content);
                return new ScannedText(number, identifier, content);
        }
    }

    private static CompoundHeader ReadCompound(string content)
    {
        var digits = content.All(char.IsAsciiDigit);
        var count = digits ? int.Parse(content.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return count >= 2
            ? new CompoundHeader(count, content[2..])
            : throw IsbtError.Refuse(
                IsbtError.CompoundCount, Field, "a compound header is =+aabbb with two or more structures.", content);
    }

    private static string Take(string text, string number, int start, int length) => text.Length >= start + length
        ? text.Substring(start, length)
        : throw IsbtError.Refuse(
            IsbtError.Truncated, "structure " + number, $"needs {length} characters, {text.Length - start} came.");

    // Scanners may announce the symbology as ]C0 (Code 128) or ]d1 (Data Matrix).
    private static string WithoutSymbologyPrefix(string text) =>
        text.Length > 3 && text[0] == ']' && char.IsAsciiLetter(text[1]) && char.IsAsciiLetterOrDigit(text[2])
            ? text[3..] : text;
}
