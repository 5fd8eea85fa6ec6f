using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Becs.Domain.Shared;

namespace Becs.Domain.Isbt128;

/// <summary>
/// Donation identification number (DIN), ISBT 128 data structure 001 without flags: αppppyynnnnnn, 13 characters.
/// Facility number (5), nominal year (2), serial (6). Unique for 100 years. The DIN alone is not a unit: a bag is DIN +
/// <see cref="ProductCode"/>.
/// </summary>
public readonly record struct DonationNumber
{
    /// <summary>Characters of the number proper.</summary>
    public const int Length = 13;

    private const string Field = "din";
    private readonly string? _value;

    private DonationNumber(string value) => _value = value;

    /// <summary>The 13 characters, without spaces, flags or check character.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default DonationNumber is no number.");

    /// <summary>True for <c>default</c>, which stands for no number.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Facility identification number (FIN), αpppp.</summary>
    public string FacilityNumber => Value[..5];

    /// <summary>The two digits of the year the number was assigned for (nominal: not necessarily the year of
    /// collection).
    /// </summary>
    public int Year => int.Parse(Value.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Serial, 0 to 999999.</summary>
    public int Serial => int.Parse(Value.AsSpan(7, 6), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The keyboard check character K.</summary>
    public char CheckCharacter => Isbt128.CheckCharacter.Of(Value);

    /// <summary>Makes the number a site assigns next.</summary>
    /// <param name="facilityNumber">Five characters, as registered with ICCBBA.</param>
    /// <param name="year">Full year (2026) or its last two digits.</param>
    /// <param name="serial">0 to 999999.</param>
    public static DonationNumber Create(string facilityNumber, int year, int serial)
    {
        if (facilityNumber is not { Length: 5 } || year is < 0 or > 9999 || serial is < 0 or > 999_999)
        {
            throw IsbtError.Refuse(
                IsbtError.DinPart, Field, "needs a facility number of 5, a year and a serial to 999999.");
        }

        return FromValue($"{facilityNumber}{year % 100:00}{serial:000000}");
    }

    /// <summary>Reads 13 characters exactly, as stored or sent between systems: no check character.</summary>
    public static DonationNumber FromValue(string value) => Check(value) is { } error ? throw error : new(value);

    /// <summary>
    /// Reads what a person typed: 13 characters and the check character K, which is required. Spaces, hyphens and the
    /// box drawn as brackets are ignored; small letters are taken as capitals.
    /// </summary>
    public static DonationNumber Parse(string typed) =>
        TryParse(typed, out var number, out var error) ? number : throw error;

    /// <summary>As <see cref="Parse"/>, giving the refusal instead of throwing it.</summary>
    public static bool TryParse(string? typed, out DonationNumber number, [NotNullWhen(false)] out RuleException? error)
    {
        number = default;
        error = null;
        var text = string.Concat((typed ?? "").Take(64).Where(c => c is not (' ' or '-' or '[' or ']')))
            .ToUpperInvariant();
        if (text.StartsWith('=') || text.StartsWith('&'))
        {
            error = IsbtError.Refuse(IsbtError.WrongStructure, Field, "this is a scan; read it as a scan.", text);
        }
        else if (text.Length == Length)
        {
            error = Check(text) ?? IsbtError.Refuse(
                IsbtError.DinCheckMissing, Field, "the boxed check character is missing.", text);
        }
        else if (text.Length != Length + 1)
        {
            error = IsbtError.Refuse(
                IsbtError.DinFormat, Field, "needs 13 characters and the boxed check character.", text);
        }
        else if ((error = Check(text[..Length])) is null
            && Isbt128.CheckCharacter.Of(text.AsSpan(0, Length)) != text[Length])
        {
            error = IsbtError.Refuse(IsbtError.DinCheckWrong, Field, "the check character does not match.", text);
        }

        if (error is not null)
        {
            return false;
        }

        number = new(text[..Length]);
        return true;
    }

    /// <summary>Reads one scan of structure 001; a scan of anything else is refused by its data identifier.</summary>
    public static ScannedDonationNumber ParseScan(string scan) =>
        ScanParser.Parse(scan).Structures is [ScannedDonationNumber din]
            ? din
            : throw IsbtError.Refuse(IsbtError.WrongStructure, Field, "another label was scanned here.");

    /// <summary>How the number is shown to people: facility, year, serial, then K in its box: W1234 26 000001
    /// [N].</summary>
    public string Format() => $"{Value[..5]} {Value[5..7]} {Value[7..]} [{CheckCharacter}]";

    /// <summary>The 13 characters.</summary>
    public override string ToString() => _value ?? "";

    /// <summary>Null when the 13 characters have the form of structure 001.</summary>
    internal static RuleException? Check(string? value)
    {
        if (value is not { Length: Length })
        {
            return IsbtError.Refuse(IsbtError.DinFormat, Field, "needs 13 characters.", value);
        }

        var valid = IsFirst(value[0]) && IsAlphanumericNotO(value[1]) && IsAlphanumericNotO(value[2])
            && !value.AsSpan(3).ContainsAnyExceptInRange('0', '9');
        return valid ? null
            : IsbtError.Refuse(IsbtError.DinFormat, Field, "is not αppppyynnnnnn (never letter O).", value);
    }

    internal static bool IsFirst(char c) => c is (>= 'A' and <= 'N') or (>= 'P' and <= 'Z') or (>= '1' and <= '9');

    private static bool IsAlphanumericNotO(char c) => IsFirst(c) || c == '0';
}
