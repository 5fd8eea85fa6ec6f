using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Server.Donations;

/// <summary>Reads a donation number as calls give it: 13 characters, with the check character, or a scan. Names the field when it is none.</summary>
public static class DinText
{
    /// <summary>Longest text looked at.</summary>
    private const int Longest = 64;

    /// <exception cref="InputException">ISBT-001 to ISBT-005, HTTP 400.</exception>
    public static DonationNumber Read(string text, string field = "din")
    {
        var given = text.Trim();
        try
        {
            return given.Length > Longest ? throw new InputException("ISBT-041", field, $"{field}: longer than {Longest} characters.")
                : given.StartsWith('=') ? DonationNumber.ParseScan(given).Din
                : given.Length == DonationNumber.Length ? DonationNumber.FromValue(given)
                : DonationNumber.Parse(given);
        }
        catch (RuleException refused)
        {
            throw new InputException(refused.Code, field, refused.Message, refused.Facts);
        }
    }

    /// <summary>As <see cref="Read"/>; null when the field is not given.</summary>
    public static DonationNumber? ReadOrNull(string? text, string field = "din") => string.IsNullOrWhiteSpace(text) ? null : Read(text, field);
}
