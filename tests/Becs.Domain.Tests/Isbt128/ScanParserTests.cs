using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using CsCheck;

namespace Becs.Domain.Tests.Isbt128;

public class ScanParserTests
{
    private const string Compound = "=+04000=W12342600000100=%5100=<E0336V00&>0261022359";

    [Theory]
    [InlineData("=W12342600000100", "001")]
    [InlineData("=%5100", "002")]
    [InlineData("=<E0336V00", "003")]
    [InlineData("=>026102", "004")]
    [InlineData("&>0261022359", "005")]
    [InlineData("=*026102", "006")]
    [InlineData("&*0261020830", "007")]
    [InlineData("=}026102", "008")]
    [InlineData("&}0261020830", "009")]
    [InlineData("&(N0001", "010")]
    [InlineData(@"=\000000000000000000", "012")]
    [InlineData(@"&\000000000000000000", "013")]
    [InlineData("&{000000000000000000", "014")]
    [InlineData("=)XX12345678", "017")]
    [InlineData("&)LOT1234567", "018")]
    [InlineData("=;W12340000000000000042", "019")]
    [InlineData("='W1234000042", "020")]
    [InlineData("=-XX12345678", "021")]
    [InlineData("&-LOT1234567", "022")]
    [InlineData("=#0019800229", "024")]
    [InlineData("&#0005P0042", "025")]
    [InlineData("=]202612", "026")]
    [InlineData("&\"000000000000000000", "027")]
    [InlineData("=$W123426000000100", "028")]
    [InlineData("&$0112345678901234", "029")]
    [InlineData("&%0011234567890", "030")]
    [InlineData("=(0000202604120830", "031")]
    [InlineData("=,000012", "032")]
    [InlineData("&,4" + "0123456789012345678901234567890123456789", "038")]
    [InlineData("&:0123456789012345678", "039")]
    [InlineData("&/012345678901234", "040")]
    [InlineData("&aANYTHING", "national")]
    public void Parse_WhenOneStructure_ThenRecognisesItAndWritesItBack(string scan, string number)
    {
        var result = ScanParser.Parse(scan);
        Assert.Equal(number, Assert.Single(result.Structures).Number);
        Assert.Equal(scan, result.Format());
    }

    [Fact]
    public void Parse_WhenCompound_ThenAllOfIt()
    {
        var result = ScanParser.Parse(Compound);
        Assert.Equal(4, result.Compound!.Count);
        Assert.Equal("W123426000001", result.Din!.Value.Value);
        Assert.Equal("5100", result.BloodGroup!.Value.Code);
        Assert.Equal("E0336V00", result.Product!.Value.Value);
        Assert.Equal(new DateOnly(2026, 4, 12), result.Expiry!.Value.Date);
        Assert.Equal(Compound, result.Format());
        Assert.Equal(Compound, ScanResult.CompoundOf(result.Structures).Format());
    }

    [Fact]
    public void Parse_WhenConcatenated_ThenBothStructures()
    {
        var result = ScanParser.Parse("=W12342600000100=%9500");
        Assert.Null(result.Compound);
        Assert.Equal(("W123426000001", "9500"), (result.Din!.Value.Value, result.BloodGroup!.Value.Code));
        Assert.Null(result.Product);
    }

    [Theory]
    [InlineData("  =%5100\r\n")]
    [InlineData("\u0002=%5100\u0003")]
    [InlineData("\u001d=%5100\t")]
    [InlineData("]C0=%5100")]
    [InlineData("=%51\u001d00")]
    public void Parse_WhenTheScannerAddsControlCharacters_ThenDropsThem(string scan) =>
        Assert.Equal("5100", ScanParser.Parse(scan).BloodGroup!.Value.Code);

    [Fact]
    public void Parse_WhenSpaceOrTabStandsBetweenStructures_ThenReadsBoth() =>
        Assert.Equal(2, ScanParser.Parse("=W12342600000100 \t=%5100").Structures.Count);

    [Theory]
    [InlineData("", "ISBT-044")]
    [InlineData(null, "ISBT-044")]
    [InlineData(" \r\n", "ISBT-044")]
    [InlineData("W123426000001N", "ISBT-040")]
    [InlineData("=O12342600000100", "ISBT-040")]
    [InlineData("=0", "ISBT-040")]
    [InlineData("=", "ISBT-040")]
    [InlineData("&,1", "ISBT-040")]
    [InlineData("=%5100rest", "ISBT-040")]
    [InlineData("=%51", "ISBT-042")]
    [InlineData("&>026102", "ISBT-042")]
    [InlineData("=%4600", "ISBT-010")]
    [InlineData("=<E0336V01", "ISBT-020")]
    [InlineData("=>026366", "ISBT-030")]
    [InlineData("=+01000=%5100", "ISBT-043")]
    [InlineData("=+03000=W12342600000100=%5100", "ISBT-043")]
    [InlineData("=+02000=W12342600000100=%5100=<E0336V00", "ISBT-043")]
    [InlineData("=%5100=+02000=W12342600000100", "ISBT-043")]
    [InlineData("=+0A000=%5100=%5100", "ISBT-043")]
    [InlineData("&#00XXP0042", "ISBT-050")]
    [InlineData("&#0009P0042", "ISBT-042")]
    [InlineData("=#0019801329", "ISBT-050")]
    [InlineData("=]202613", "ISBT-050")]
    [InlineData("&(N 001", "ISBT-050")]
    public void Parse_WhenWrong_ThenSaysWhatAndNothingIsHalfRead(string? scan, string code) =>
        Assert.Equal(code, Assert.Throws<RuleException>(() => ScanParser.Parse(scan!)).Code);

    [Fact]
    public void Parse_WhenPersonalStructureIsWrong_ThenTheErrorDoesNotRepeatIt()
    {
        var error = Assert.Throws<RuleException>(() => ScanParser.Parse("=#0019801329"));
        Assert.DoesNotContain("1980", error.Message + string.Concat(error.Facts.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhenLongerThanTheLimit_ThenRefuses()
    {
        Assert.Equal("ISBT-041", Assert.Throws<RuleException>(() => ScanParser.Parse(new string('=', 401))).Code);
        Assert.Equal("ISBT-040", Assert.Throws<RuleException>(() => ScanParser.Parse(new string('=', 400))).Code);
    }

    [Fact]
    public void ScanResult_WhenTwoOfAKind_ThenNeitherIsTheOne() =>
        Assert.Null(ScanParser.Parse("=W12342600000100=W12342600000200").Din);

    [Fact]
    public void Named_WhenTextStructures_ThenTheirContent()
    {
        var result = ScanParser.Parse("&)LOT1234567='W1234000042&#0005P0042");
        Assert.Equal(
            ("LOT1234567", "W1234000042", "P0042"), (result.ContainerLot, result.StaffId, result.PatientId));
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<string> _facility = Gen.Select(
        Pick("ABCDEFGHIJKLMNPQRSTUVWXYZ123456789".ToCharArray()),
        Pick("ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789".ToCharArray()),
        Pick("ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789".ToCharArray()),
        Gen.Int[0, 99],
        (a, b, c, d) => $"{a}{b}{c}{d:00}");

    private static readonly Gen<DonationNumber> _din = Gen.Select(
        _facility, Gen.Int[0, 99], Gen.Int[0, 999_999], DonationNumber.Create);

    private static readonly Gen<IsbtDate> _date = Gen.Select(
        Gen.Int[0, 365_242], Gen.Int[0, 1439], Gen.Bool,
        (day, minute, hasTime) => new DateOnly(1900, 1, 1).AddDays(day) is var date && hasTime
            ? IsbtDate.FromDateTime(date, TimeOnly.MinValue.AddMinutes(minute))
            : IsbtDate.FromDate(new DateOnly(1900, 1, 1).AddDays(day)));

    private static readonly Gen<IsbtStructure> _structure = Gen.OneOf(
        Gen.Select(_din, Gen.Int[0, 59], IsbtStructure (din, flag) => new ScannedDonationNumber(din, FlagCharacters.FromValue(flag))),
        _din.Select(IsbtStructure (din) => new ScannedDonationNumber(din, FlagCharacters.CheckOf(din))),
        Gen.Select(
            Gen.Enum<AboGroup>().Where(g => g < AboGroup.Bombay), Gen.Enum<RhD>().Where(d => d < RhD.Pooled), Gen.Enum<IntendedUse>(),
            IsbtStructure (abo, rhD, use) => new ScannedBloodGroup(BloodGroupCode.From(abo, rhD, use))),
        Gen.Select(
            Gen.Int[0, 9999], Pick('0', 'V', 'R'), Pick("00", "A0", "Bb", "99"),
            IsbtStructure (code, type, division) => new ScannedProduct(ProductCode.Create($"E{code:0000}", type, division))),
        Gen.Select(Gen.Enum<DatePurpose>(), _date, IsbtStructure (purpose, date) => ScannedDate.Of(purpose, date)));

    [Fact]
    public void Format_WhenAnyStructures_ThenParsesBackTheSame() => _structure.List[1, 8].Sample(structures =>
    {
        var concatenated = new ScanResult(structures);
        Assert.Equal(structures, ScanParser.Parse(concatenated.Format()).Structures);
        if (structures.Count > 1)
        {
            var compound = ScanResult.CompoundOf(structures);
            Assert.Equal(structures, ScanParser.Parse(compound.Format()).Structures);
        }
    });

    [Fact]
    public void Parse_WhenTyped_ThenAnyNumberComesBack() =>
        _din.Sample(din => Assert.Equal(din, DonationNumber.Parse(din.Format())));

    [Fact]
    public void Parse_WhenAnyText_ThenReadsOrRefusesWithACode() => Gen.String[Gen.Char[' ', '~'], 0, 60].Sample(text =>
    {
        foreach (var scan in new[] { text, "=" + text, "&" + text, "=+02000" + text, "=%5100" + text })
        {
            try
            {
                Assert.NotEmpty(ScanParser.Parse(scan).Structures);
            }
            catch (RuleException refused)
            {
                Assert.StartsWith("ISBT-0", refused.Code, StringComparison.Ordinal);
            }
        }
    });
}
