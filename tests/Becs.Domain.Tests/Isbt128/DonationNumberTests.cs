using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Isbt128;

public class DonationNumberTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Published vectors (UK Red Book annex 2; ST-001 appendix A) and computed ones, domain.md 4.1.</summary>
    public static TheoryData<string, int, char, int> Vectors => new()
    {
        { "G123498654321", 17, 'H', 77 },
        { "G123417654321", 10, 'A', 70 },
        { "A999917123456", 9, '9', 69 },
        { "W123426000001", 23, 'N', 83 },
        { "W123426000002", 21, 'L', 81 },
        { "W123426000010", 21, 'L', 81 },
        { "W036598786805", 7, '7', 67 },
        { "K020126000042", 9, '9', 69 },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void CheckCharacter_WhenPublishedVector_ThenAsPublished(string din, int value, char check, int flag)
    {
        Assert.Equal(value, CheckCharacter.ValueOf(din));
        Assert.Equal(check, CheckCharacter.Of(din));
        var number = DonationNumber.Parse(din + check);
        Assert.Equal(din, number.Value);
        Assert.Equal(check, number.CheckCharacter);
        Assert.Equal(flag, FlagCharacters.CheckOf(number).Value);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void CheckCharacter_WhenOneCharacterIsSubstituted_ThenDetected(string din, int value, char check, int flag)
    {
        Assert.True(value < 37 && flag == 60 + value);
        var substitutions = 0;
        for (var position = 0; position < din.Length; position++)
        {
            foreach (var other in Alphabet.Where(c => c != din[position]))
            {
                substitutions++;
                var wrong = din[..position] + other + din[(position + 1)..];
                Assert.NotEqual(check, CheckCharacter.Of(wrong));
                Assert.False(DonationNumber.TryParse(wrong + check, out _, out _));
            }
        }

        Assert.Equal(455, substitutions);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void CheckCharacter_WhenNeighboursAreSwapped_ThenDetected(string din, int value, char check, int flag)
    {
        Assert.True(value < 37 && flag == 60 + value);
        for (var i = 0; i + 1 < din.Length; i++)
        {
            var swapped = din[..i] + din[i + 1] + din[i] + din[(i + 2)..];
            Assert.True(swapped == din || CheckCharacter.Of(swapped) != check, swapped);
        }
    }

    [Fact]
    public void CheckCharacter_WhenThirtySix_ThenIsAStar()
    {
        var number = Enumerable.Range(0, 1000).Select(i => DonationNumber.Create("W1234", 26, i))
            .First(n => n.CheckCharacter == '*');
        Assert.Equal(number, DonationNumber.Parse(number.Value + "*"));
        Assert.Equal(96, FlagCharacters.CheckOf(number).Value);
    }

    [Theory]
    [InlineData("W123426000001N")]
    [InlineData("w123426000001n")]
    [InlineData("W1234 26 000001 N")]
    [InlineData(" W1234-26-000001-N ")]
    [InlineData("W1234 26 000001 [N]")]
    public void Parse_WhenTypedAsPrinted_ThenReads(string typed) =>
        Assert.Equal("W123426000001", DonationNumber.Parse(typed).Value);

    [Theory]
    [InlineData("W123426000001", "ISBT-003")]
    [InlineData("W123426000001M", "ISBT-002")]
    [InlineData("W123426000010N", "ISBT-002")]
    [InlineData("W12342600000N", "ISBT-001")]
    [InlineData("W1234260000011N", "ISBT-001")]
    [InlineData("", "ISBT-001")]
    [InlineData(null, "ISBT-001")]
    [InlineData("O123426000001N", "ISBT-001")]
    [InlineData("0123426000001N", "ISBT-001")]
    [InlineData("WO23426000001N", "ISBT-001")]
    [InlineData("W12X426000001N", "ISBT-001")]
    [InlineData("W1234260000O1N", "ISBT-001")]
    [InlineData("=W12342600000100", "ISBT-005")]
    [InlineData("=%5100", "ISBT-005")]
    public void Parse_WhenTypedWrong_ThenSaysWhy(string? typed, string code)
    {
        Assert.False(DonationNumber.TryParse(typed, out var number, out var error));
        Assert.True(number.IsEmpty);
        Assert.Equal(code, error.Code);
        Assert.Equal("din", error.Facts["field"]);
        Assert.Equal(code, Assert.Throws<RuleException>(() => DonationNumber.Parse(typed!)).Code);
    }

    [Fact]
    public void Create_WhenParts_ThenComposesThem()
    {
        var number = DonationNumber.Create("W1234", 2026, 1);
        Assert.Equal("W123426000001", number.Value);
        Assert.Equal(("W1234", 26, 1), (number.FacilityNumber, number.Year, number.Serial));
        Assert.Equal("W1234 26 000001 [N]", number.Format());
        Assert.Equal(number, DonationNumber.Create("W1234", 26, 1));
        Assert.Equal(number, DonationNumber.FromValue("W123426000001"));
    }

    [Theory]
    [InlineData("W123", 26, 1, "ISBT-006")]
    [InlineData("W1234", 26, 1000000, "ISBT-006")]
    [InlineData("W1234", 26, -1, "ISBT-006")]
    [InlineData("W1234", -1, 1, "ISBT-006")]
    [InlineData("O1234", 26, 1, "ISBT-001")]
    public void Create_WhenAPartCannotBe_ThenRefuses(string facility, int year, int serial, string code) =>
        Assert.Equal(code, Assert.Throws<RuleException>(() => DonationNumber.Create(facility, year, serial)).Code);

    [Fact]
    public void ParseScan_WhenScanned_ThenNeedsNoCheckCharacter()
    {
        var scanned = DonationNumber.ParseScan("=W12342600000107");
        Assert.Equal("W123426000001", scanned.Din.Value);
        Assert.Equal(FlagMeaning.TestTube, scanned.Flags.Meaning);
    }

    [Theory]
    [InlineData("=%5100", "ISBT-005")]
    [InlineData("=W12342600000100=%5100", "ISBT-005")]
    [InlineData("W123426000001N", "ISBT-040")]
    [InlineData("=W123426000001", "ISBT-042")]
    [InlineData("=W12342600000197", "ISBT-004")]
    [InlineData("=W123426000001AB", "ISBT-004")]
    [InlineData("=W12342600000182", "ISBT-002")] // a check value in the flags that is not the number's
    public void ParseScan_WhenNotADonationNumber_ThenRefuses(string scan, string code) =>
        Assert.Equal(code, Assert.Throws<RuleException>(() => DonationNumber.ParseScan(scan)).Code);

    [Theory]
    [InlineData(0, FlagMeaning.NotUsed)]
    [InlineData(1, FlagMeaning.Container)]
    [InlineData(4, FlagMeaning.Container)]
    [InlineData(5, FlagMeaning.RepeatPrint)]
    [InlineData(6, FlagMeaning.PilotTube)]
    [InlineData(7, FlagMeaning.TestTube)]
    [InlineData(8, FlagMeaning.DonorRecord)]
    [InlineData(9, FlagMeaning.NatTube)]
    [InlineData(10, FlagMeaning.BacterialSample)]
    [InlineData(11, FlagMeaning.MatchWithUnit)]
    [InlineData(12, FlagMeaning.PartialLabel)]
    [InlineData(13, FlagMeaning.PartialLabel)]
    [InlineData(14, FlagMeaning.Reserved)]
    [InlineData(15, FlagMeaning.Container)]
    [InlineData(19, FlagMeaning.Container)]
    [InlineData(20, FlagMeaning.Local)]
    [InlineData(59, FlagMeaning.Local)]
    [InlineData(60, FlagMeaning.CheckValue)]
    [InlineData(96, FlagMeaning.CheckValue)]
    public void Flags_WhenValue_ThenMeaning(int value, FlagMeaning meaning) =>
        Assert.Equal(meaning, FlagCharacters.FromValue(value).Meaning);

    [Fact]
    public void Value_WhenDefault_ThenThrowsRatherThanBeingEmpty() =>
        Assert.Throws<InvalidOperationException>(() => default(DonationNumber).Value);
}
