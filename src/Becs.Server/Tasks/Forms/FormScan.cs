using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Server.Tasks.Forms;

/// <summary>Judges what was scanned or typed into a scan field. The text is stored as it came: it is the primary fact.</summary>
public static class FormScan
{
    /// <summary>Null when the text is the structure asked for, else the stable code of the refusal.</summary>
    public static string? Refusal(ScanStructure expected, string text) => Read(expected, text, out _);

    /// <summary>The value without data identifier, flags and spaces, to compare and to show: a DIN as W0000 26 000001 [K].</summary>
    public static string Meaning(ScanStructure expected, string text) => Read(expected, text, out var meaning) is null ? meaning : text;

    private static string? Read(ScanStructure expected, string text, out string meaning)
    {
        meaning = text.Trim();
        if (expected == ScanStructure.Any)
        {
            return null;
        }

        try
        {
            meaning = IsScan(text) ? FromScan(expected, ScanParser.Parse(text)) : FromKeys(expected, text.Trim());
            return null;
        }
        catch (RuleException refused)
        {
            return refused.Code;
        }
    }

    private static bool IsScan(string text) => text.TrimStart() is ['=' or '&' or ']', ..];

    private static string FromKeys(ScanStructure expected, string typed) => expected switch
    {
        ScanStructure.Din => DonationNumber.Parse(typed).Format(),
        ScanStructure.Product => ProductCode.Parse(typed).Value,
        ScanStructure.BloodGroup => BloodGroupCode.Parse(typed).Code,
        ScanStructure.Expiry or ScanStructure.Collection => IsbtDate.Parse(typed).ToString(),
        ScanStructure.ContainerLot => typed,
        _ => throw Wrong(),
    };

    private static string FromScan(ScanStructure expected, ScanResult scan) => expected switch
    {
        ScanStructure.Din when scan.Structures.Count == 1 && scan.Din is { } din => din.Format(),
        ScanStructure.Product when scan.Structures.Count == 1 && scan.Product is { } product => product.Value,
        ScanStructure.BloodGroup when scan.Structures.Count == 1 && scan.BloodGroup is { } group => group.Code,
        ScanStructure.Expiry when scan.Structures.Count == 1 && scan.Expiry is { } expiry => expiry.ToString(),
        ScanStructure.Collection when scan.Structures.Count == 1 && scan.Collection is { } day => day.ToString(),
        ScanStructure.ContainerLot when scan.ContainerLot is { } lot => lot,
        ScanStructure.DinAndBloodGroup when scan.Din is { } din && scan.BloodGroup is { } group => $"{din.Format()} {group.Code}",
        ScanStructure.ProductAndExpiry when scan.Product is { } product && scan.Expiry is { } expiry => $"{product.Value} {expiry}",
        ScanStructure.DinAndProduct when scan.Din is { } din && scan.Product is { } product => $"{din.Format()} {product.Value}",
        _ => throw Wrong(),
    };

    private static RuleException Wrong() => new("ISBT-005", "Another label was scanned here.");
}
