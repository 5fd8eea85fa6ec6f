using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Isbt128;

public class BloodGroupCodeTests
{
    // domain.md 4.3: default, directed only, emergency, directed biohazard, directed crossover, autologous crossover,
    // autologous only, autologous biohazard.
    public static TheoryData<AboGroup, RhD, string> Table => new()
    {
        { AboGroup.O, RhD.Negative, "95 91 92 93 94 96 97 98" },
        { AboGroup.O, RhD.Positive, "51 47 48 49 50 52 53 54" },
        { AboGroup.A, RhD.Negative, "06 02 03 04 05 07 08 09" },
        { AboGroup.A, RhD.Positive, "62 58 59 60 61 63 64 65" },
        { AboGroup.B, RhD.Negative, "17 13 14 15 16 18 19 20" },
        { AboGroup.B, RhD.Positive, "73 69 70 71 72 74 75 76" },
        { AboGroup.AB, RhD.Negative, "28 24 25 26 27 29 30 31" },
        { AboGroup.AB, RhD.Positive, "84 80 81 82 83 85 86 87" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Codes_WhenGroupAndUse_ThenAsInTheTableBothWays(AboGroup abo, RhD rhD, string codes)
    {
        foreach (var (gg, use) in codes.Split(' ').Zip(Enum.GetValues<IntendedUse>()))
        {
            var code = BloodGroupCode.From(abo, rhD, use);
            Assert.Equal(gg + "00", code.Code);
            var read = BloodGroupCode.Parse(gg + "00");
            Assert.Equal((abo, rhD, use), (read.Abo, read.RhD, read.Use));
            Assert.Equal(BloodGroupMessage.None, read.Message);
        }
    }

    [Theory]
    [InlineData("55", AboGroup.O, null, null)]
    [InlineData("66", AboGroup.A, null, null)]
    [InlineData("77", AboGroup.B, null, null)]
    [InlineData("88", AboGroup.AB, null, null)]
    [InlineData("D6", AboGroup.ParaBombay, RhD.Negative, null)]
    [InlineData("E6", AboGroup.ParaBombay, RhD.Positive, null)]
    [InlineData("G6", AboGroup.Bombay, RhD.Negative, null)]
    [InlineData("H6", AboGroup.Bombay, RhD.Positive, null)]
    [InlineData("A0", AboGroup.A, RhD.Pooled, null)]
    [InlineData("B0", AboGroup.B, RhD.Pooled, null)]
    [InlineData("C0", AboGroup.AB, RhD.Pooled, null)]
    [InlineData("D0", AboGroup.O, RhD.Pooled, null)]
    [InlineData("E0", AboGroup.Pooled, RhD.Positive, null)]
    [InlineData("F0", AboGroup.Pooled, RhD.Negative, null)]
    [InlineData("G0", AboGroup.Pooled, RhD.Pooled, null)]
    [InlineData("H0", AboGroup.Pooled, null, null)]
    [InlineData("I0", AboGroup.A, null, "A1")]
    [InlineData("J0", AboGroup.A, null, "A2")]
    [InlineData("K0", AboGroup.AB, null, "A1B")]
    [InlineData("L0", AboGroup.AB, null, "A2B")]
    public void Codes_WhenSpecial_ThenAsInTheTable(string gg, AboGroup abo, RhD? rhD, string? subgroup)
    {
        var read = BloodGroupCode.Parse(gg + "00");
        Assert.Equal((abo, rhD, subgroup), (read.Abo, read.RhD, read.Subgroup));
        if (subgroup is null)
        {
            Assert.Equal(gg + "00", BloodGroupCode.From(abo, rhD).Code);
        }
    }

    [Theory]
    [InlineData("0000", BloodGroupMessage.NoInformation)]
    [InlineData("Ma00", BloodGroupMessage.AutologousCollection)]
    [InlineData("Mb00", BloodGroupMessage.Biohazard)]
    [InlineData("Md00", BloodGroupMessage.Discard)]
    [InlineData("Mf00", BloodGroupMessage.FractionationOnly)]
    [InlineData("Mq00", BloodGroupMessage.Quarantine)]
    [InlineData("Mr00", BloodGroupMessage.Research)]
    [InlineData("Mx00", BloodGroupMessage.NotForTransfusion)]
    public void Codes_WhenMessage_ThenNoGroup(string code, BloodGroupMessage message)
    {
        var read = BloodGroupCode.Parse(code);
        Assert.Equal((message, (AboGroup?)null, (RhD?)null), (read.Message, read.Abo, read.RhD));
        Assert.Equal(code, BloodGroupCode.From(message).Code);
    }

    [Fact]
    public void Bombay_WhenRead_ThenIsNeverGroupO()
    {
        Assert.NotEqual(AboGroup.O, BloodGroupCode.Parse("G600").Abo);
        Assert.NotEqual(BloodGroupCode.From(AboGroup.O, RhD.Negative), BloodGroupCode.From(AboGroup.Bombay, RhD.Negative));
    }

    [Theory]
    [InlineData("5100", true)]
    [InlineData("51A0", true)]
    [InlineData("51W0", true)]
    [InlineData("51X0", false)]
    [InlineData("51a0", false)]
    [InlineData("5101", false)]
    [InlineData("0100", false)]
    [InlineData("4600", false)]
    [InlineData("9900", false)]
    [InlineData("mq00", false)]
    [InlineData("51", false)]
    [InlineData("51000", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Parse_WhenText_ThenOnlyValuesOfTheTable(string? code, bool valid)
    {
        if (valid)
        {
            Assert.Equal(code, BloodGroupCode.Parse(code!).Code);
        }
        else
        {
            Assert.Equal("ISBT-010", Assert.Throws<RuleException>(() => BloodGroupCode.Parse(code!)).Code);
        }
    }

    [Fact]
    public void From_WhenNoCodeExists_ThenRefuses()
    {
        Assert.Throws<RuleException>(() => BloodGroupCode.From(AboGroup.Bombay, null));
        Assert.Throws<RuleException>(() => BloodGroupCode.From(AboGroup.Bombay, RhD.Positive, IntendedUse.DirectedOnly));
        Assert.Throws<RuleException>(() => BloodGroupCode.From(BloodGroupMessage.None));
    }
}
