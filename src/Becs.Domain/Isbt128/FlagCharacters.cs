using System.Globalization;
using Becs.Domain.Shared;

namespace Becs.Domain.Isbt128;

/// <summary>
/// The two flag digits after a donation number on a label (ST-001): which of the labels of a set was scanned. Not part
/// of the number. Check values are 60 + value: printing the bare value 00-36 would read as a tube or a container.
/// </summary>
public readonly record struct FlagCharacters
{
    private FlagCharacters(int value) => Value = value;

    /// <summary>0 to 96; 97-99 are reserved and refused.</summary>
    public int Value { get; }

    /// <summary>What this label is stuck on.</summary>
    public FlagMeaning Meaning => Value switch
    {
        0 => FlagMeaning.NotUsed,
        <= 4 or (>= 15 and <= 19) => FlagMeaning.Container,
        5 => FlagMeaning.RepeatPrint,
        6 => FlagMeaning.PilotTube,
        7 => FlagMeaning.TestTube,
        8 => FlagMeaning.DonorRecord,
        9 => FlagMeaning.NatTube,
        10 => FlagMeaning.BacterialSample,
        11 => FlagMeaning.MatchWithUnit,
        12 or 13 => FlagMeaning.PartialLabel,
        >= 20 and <= 59 => FlagMeaning.Local,
        >= 60 and <= 96 => FlagMeaning.CheckValue,
        _ => FlagMeaning.Reserved,
    };

    /// <summary>Reads two digits.</summary>
    public static FlagCharacters Parse(ReadOnlySpan<char> text)
    {
        var read = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        return text.Length == 2 && read ? FromValue(value) : throw Refused(text.ToString());
    }

    /// <summary>Takes a value 0 to 96.</summary>
    public static FlagCharacters FromValue(int value) => value is >= 0 and <= 96
        ? new(value)
        : throw Refused(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Type 3 flags: 60 + the check value of the number.</summary>
    public static FlagCharacters CheckOf(DonationNumber number) => new(60 + CheckCharacter.ValueOf(number.Value));

    /// <summary>Two digits.</summary>
    public override string ToString() => Value.ToString("00", CultureInfo.InvariantCulture);

    private static RuleException Refused(string text) =>
        IsbtError.Refuse(IsbtError.DinFlag, "flag", "flag characters are two digits, 00 to 96.", text);
}

/// <summary>What the flag characters say about the label scanned.</summary>
public enum FlagMeaning
{
    NotUsed, Container, RepeatPrint, PilotTube, TestTube, DonorRecord, NatTube, BacterialSample, MatchWithUnit,
    PartialLabel,
    Local, CheckValue, Reserved,
}
