using System.Collections.Frozen;
using System.Globalization;
using Becs.Domain.Shared;

namespace Becs.Domain.Isbt128;

/// <summary>Data identifiers with number and content length (ST-001 v6.2.2; domain.md 4.2).</summary>
internal static class StructureTable
{
    private static readonly FrozenDictionary<string, Shape> _shapes =
        new Dictionary<string, Shape>(StringComparer.Ordinal)
        {
            ["=%"] = new("002", 4),
            ["=<"] = new("003", 8),
            ["=>"] = new("004", 6),
            ["&>"] = new("005", 10),
            ["=*"] = new("006", 6),
            ["&*"] = new("007", 10),
            ["=}"] = new("008", 6),
            ["&}"] = new("009", 10),
            ["&("] = new("010", 5),
            [@"=\"] = new("012", 18),
            [@"&\"] = new("013", 18),
            ["&{"] = new("014", 18),
            ["=)"] = new("017", 10),
            ["&)"] = new("018", 10),
            ["=;"] = new("019", 21),
            ["='"] = new("020", 11),
            ["=-"] = new("021", 10),
            ["&-"] = new("022", 10),
            ["=+"] = new("023", 5),
            ["=#"] = new("024", 10),
            ["&#"] = new("025", null, LengthAt: 2, LengthDigits: 2, Unit: 1),
            ["=]"] = new("026", 6),
            ["&\""] = new("027", 18),
            ["=$"] = new("028", 16),
            ["&$"] = new("029", null, LengthAt: 0, LengthDigits: 2, Unit: 14),
            ["&%"] = new("030", null, LengthAt: 0, LengthDigits: 3, Unit: 10),
            ["=("] = new("031", 16),
            ["=,"] = new("032", 6),
            ["&,4"] = new("038", 40),
            ["&:"] = new("039", 19),
            ["&/"] = new("040", 15),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The identifier and shape at the start of the text, or null.</summary>
    internal static (string Identifier, Shape Shape)? Recognise(string text)
    {
        for (var length = 3; length >= 2; length--)
        {
            if (text.Length >= length && _shapes.TryGetValue(text[..length], out var shape))
            {
                return (text[..length], shape);
            }
        }

        return null;
    }

    /// <summary>Checks the content of the structures kept as text.</summary>
    internal static void CheckText(string number, string content)
    {
        var valid = number switch
        {
            "010" => content.All(char.IsAsciiLetterOrDigit),
            "020" or "019" => DonationNumber.IsFirst(content[0]),
            "024" => IsDate(content.AsSpan(2), "yyyyMMdd"),
            "026" => IsDate(content, "yyyyMM"),
            "027" or "012" or "013" or "014" => content.All(char.IsAsciiLetterOrDigit),
            "032" => content.All(char.IsAsciiLetterOrDigit),
            _ => true,
        };
        if (!valid)
        {
            // The text is not repeated: 019, 024 and 025 identify people.
            throw IsbtError.Refuse(
                IsbtError.Content, "structure " + number, "the content has not the form of the structure.");
        }
    }

    private static bool IsDate(ReadOnlySpan<char> text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Content length: fixed, or a head with a count of units (025: aa ll x…; 029: nn × 14; 030: nnn ×
    /// 10).</summary>
    internal sealed record Shape(string Number, int? Fixed, int LengthAt = 0, int LengthDigits = 0, int Unit = 0)
    {
        internal int ContentLength(string content)
        {
            if (Fixed is { } length)
            {
                return length;
            }

            var head = LengthAt + LengthDigits;
            if (content.Length < head || !int.TryParse(
                content.AsSpan(LengthAt, LengthDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw IsbtError.Refuse(IsbtError.Content, "structure " + Number, "its length is not stated in digits.");
            }

            return head + (count * Unit);
        }
    }
}
