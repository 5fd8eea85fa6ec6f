using Becs.Domain.Shared;

namespace Becs.Domain.Isbt128;

/// <summary>
/// The refusals of this room, each with its stable code. Facts name the field and how long the text refused was, never
/// the text: whatever lies under a scanner, or is typed in the wrong field, may name a person, and facts are audited.
/// </summary>
internal static class IsbtError
{
    internal const string DinFormat = "ISBT-001";
    internal const string DinCheckWrong = "ISBT-002";
    internal const string DinCheckMissing = "ISBT-003";
    internal const string DinFlag = "ISBT-004";
    internal const string WrongStructure = "ISBT-005";
    internal const string DinPart = "ISBT-006";
    internal const string BloodGroup = "ISBT-010";
    internal const string Product = "ISBT-020";
    internal const string Date = "ISBT-030";
    internal const string UnknownIdentifier = "ISBT-040";
    internal const string TooLong = "ISBT-041";
    internal const string Truncated = "ISBT-042";
    internal const string CompoundCount = "ISBT-043";
    internal const string Empty = "ISBT-044";
    internal const string Content = "ISBT-050";
    internal const string TableFormat = "ISBT-060";
    internal const string ProductUnknown = "ISBT-061";

    internal static RuleException Refuse(string code, string field, string message, string? text = null)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["field"] = field };
        if (text is not null)
        {
            facts["length"] = text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return new RuleException(code, $"{code} {field}: {message}", facts);
    }
}
