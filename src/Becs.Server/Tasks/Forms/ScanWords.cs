using System.Globalization;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Server.Donations;

namespace Becs.Server.Tasks.Forms;

/// <summary>What was scanned, in words with its code: people compare "O RhD positive" with the bag, not "5100". What is stored stays as read.</summary>
/// <param name="Words">Donation number and product code are their own words.</param>
/// <param name="Code">The code the words stand for; empty where there are none.</param>
public sealed record ScanWords(string Words, string Code)
{
    /// <summary>Words and code in one line.</summary>
    public override string ToString() => Code.Length == 0 ? Words : $"{Words} ({Code})";

    /// <param name="expected">What the field asks for.</param>
    /// <param name="text">What was scanned or typed.</param>
    /// <param name="texts">The words of blood groups.</param>
    public static ScanWords Of(ScanStructure expected, string text, RecordTexts texts)
    {
        var meaning = FormScan.Meaning(expected, text);
        if (FormScan.Refusal(expected, text) is not null)
        {
            return new ScanWords(meaning, "");
        }

        // Where two structures are read at once, the code of the second one comes last.
        var cut = meaning.LastIndexOf(' ') + 1;
        var (first, last) = (meaning[..cut], meaning[cut..]);
        return expected switch
        {
            ScanStructure.BloodGroup => new ScanWords(texts.Group(meaning), meaning),
            ScanStructure.DinAndBloodGroup => new ScanWords(first + texts.Group(last), last),
            ScanStructure.Expiry or ScanStructure.Collection => new ScanWords(Date(meaning), meaning),
            ScanStructure.ProductAndExpiry => new ScanWords(first + Date(last), last),
            _ => new ScanWords(meaning, ""),
        };
    }

    /// <summary>
    /// Day and minute as the label prints them: the time of the site that printed it, with no zone, and 23:59 where only the day counts.
    /// </summary>
    public static string Date(string code)
    {
        try
        {
            var date = IsbtDate.Parse(code);
            return date.Date.ToDateTime(date.Time).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);
        }
        catch (RuleException)
        {
            return code;
        }
    }
}
