using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Server.Tasks;

namespace Becs.Server.Shell.Scanning;

/// <summary>What a scan or a typed number means for the scan box: which page it opens, or why none.</summary>
/// <param name="Key">Resource key of what was recognised or refused.</param>
/// <param name="Shown">The number or code, for the text.</param>
/// <param name="Url">Page to open; null when there is none.</param>
/// <param name="Din">The donation number, kept for a product code scanned next.</param>
public sealed record ScanReading(string Key, string Shown, string? Url, DonationNumber? Din = null)
{
    public bool IsError => Url is null;

    /// <param name="text">What came from the scanner or the keyboard.</param>
    /// <param name="before">The donation number scanned just before: product codes are often read as a second barcode.</param>
    public static ScanReading Of(string text, DonationNumber? before = null)
    {
        var trimmed = text.Trim();
        if (TaskBarcode.TryRead(trimmed, out var task))
        {
            return new("scan.task", trimmed, $"/tasks/{task:D}");
        }

        try
        {
            return trimmed is ['=' or '&' or ']', ..]
                ? OfLabel(ScanParser.Parse(trimmed), before)
                : Donation(DonationNumber.Parse(trimmed));
        }
        catch (RuleException refused)
        {
            return new("scan.refused", refused.Code, null);
        }
    }

    private static ScanReading OfLabel(ScanResult scan, DonationNumber? before) => (scan.Din, scan.Product) switch
    {
        ({ } din, { } product) => Unit(din, product),
        ({ } din, null) => Donation(din),
        (null, { } product) when before is { } din => Unit(din, product),
        (null, { } product) => new("scan.productAlone", product.Value, null),
        _ => new("scan.nothingToOpen", string.Join(", ", scan.Structures.Select(s => s.Number)), null),
    };

    private static ScanReading Donation(DonationNumber din) => new("scan.donation", din.Format(), $"/donations/{din}", din);

    private static ScanReading Unit(DonationNumber din, ProductCode product) =>
        new("scan.unit", $"{din.Format()} {product}", $"/units/{din}/{product}", din);
}
