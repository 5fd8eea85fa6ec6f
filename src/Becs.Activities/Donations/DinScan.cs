using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Activities.Donations;

/// <summary>Reads a donation number as scanned (with its data identifier) or as typed with its check character.</summary>
internal static class DinScan
{
    public static DonationNumber Read(string text, string field)
    {
        try
        {
            return text.StartsWith('=')
                ? ScanParser.Parse(text).Din ?? throw new InputException("ISBT-001", field, $"'{field}' is not a donation number.")
                : DonationNumber.Parse(text);
        }
        catch (RuleException malformed)
        {
            throw new InputException(malformed.Code, field, malformed.Message);
        }
    }
}
