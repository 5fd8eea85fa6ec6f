using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Isbt128;

public class ProductAndDateTests
{
    [Theory]
    [InlineData("E0336V00", "E0336", 'V', "00", false)]
    [InlineData("E0336VA0", "E0336", 'V', "A0", true)]
    [InlineData("E0336VZz", "E0336", 'V', "Zz", true)]
    [InlineData("E0336099", "E0336", '0', "99", true)]
    [InlineData("F0001d00", "F0001", 'd', "00", false)]
    public void Product_WhenValid_ThenParts(string code, string description, char type, string division, bool divided)
    {
        var product = ProductCode.Parse(code);
        Assert.Equal(
            (description, type, division, divided),
            (product.Description, product.CollectionType, product.Division, product.IsDivided));
        Assert.Equal(code, product.Value);
    }

    [Theory]
    [InlineData("E0336V0")]
    [InlineData("E0336V000")]
    [InlineData("G0336V00")]
    [InlineData("00336V00")]
    [InlineData("E03a6V00")]
    [InlineData("E0336!00")]
    [InlineData("E0336V0A")]
    [InlineData("E0336VaA")]
    [InlineData("E0336V01")]
    [InlineData("E0336V98")]
    [InlineData("E0336VA1")]
    [InlineData("E0336VAB")]
    [InlineData("")]
    [InlineData(null)]
    public void Product_WhenInvalid_ThenRefuses(string? code) =>
        Assert.Equal("ISBT-020", Assert.Throws<RuleException>(() => ProductCode.Parse(code!)).Code);

    [Fact]
    public void Product_WhenDivided_ThenKeepsTheRest() =>
        Assert.Equal("E0336VB0", ProductCode.Create("E0336").WithDivision("B0").Value);

    [Theory]
    [InlineData("026102", "2026-04-12", "23:59", false)]
    [InlineData("0261022359", "2026-04-12", "23:59", true)]
    [InlineData("028060", "2028-02-29", "23:59", false)]
    [InlineData("028366", "2028-12-31", "23:59", false)]
    [InlineData("026365", "2026-12-31", "23:59", false)]
    [InlineData("999365", "1999-12-31", "23:59", false)]
    [InlineData("000001", "2000-01-01", "23:59", false)]
    [InlineData("100001", "2100-01-01", "23:59", false)]
    [InlineData("0260010000", "2026-01-01", "00:00", true)]
    public void Date_WhenValid_ThenReadsAndWritesBack(string text, string date, string time, bool hasTime)
    {
        var read = IsbtDate.Parse(text);
        Assert.Equal((DateOnly.Parse(date), TimeOnly.Parse(time), hasTime), (read.Date, read.Time, read.HasTime));
        Assert.Equal(text, read.ToString());
        Assert.Equal(hasTime ? text : text + "2359", read.ToStringWithTime());
    }

    [Theory]
    [InlineData("026000")]
    [InlineData("026366")]
    [InlineData("028367")]
    [InlineData("100366")] // 2100 is no leap year
    [InlineData("0261022400")]
    [InlineData("0261022360")]
    [InlineData("02610")]
    [InlineData("02610223")]
    [InlineData("02610A")]
    [InlineData("")]
    [InlineData(null)]
    public void Date_WhenInvalid_ThenRefuses(string? text) =>
        Assert.Equal("ISBT-030", Assert.Throws<RuleException>(() => IsbtDate.Parse(text!)).Code);

    [Fact]
    public void Table_WhenTheFileIsWrong_ThenRefuses()
    {
        const string Row = """
            {"code":"E0336","description":"x","class":"RedCells","storage":"x","shelfLife":"X","minVolumeMl":1,"maxVolumeMl":2}
            """;
        Assert.Single(Table(Row).Products);
        Assert.Equal("E0336", Table(Row).Get(ProductCode.Parse("E0336VA0")).Code);
        Assert.Null(Table(Row).Find(ProductCode.Parse("E0337V00")));
        Refused("ISBT-061", () => Table(Row).Get(ProductCode.Parse("E0337V00")));
        Refused("ISBT-060", () => Table(Row + "," + Row));
        Refused("ISBT-060", () => Table(Row.Replace("\"maxVolumeMl\":2", "\"maxVolumeMl\":0", StringComparison.Ordinal)));
        Refused("ISBT-060", () => Table(Row.Replace("RedCells", "Rubies", StringComparison.Ordinal)));
        Refused("ISBT-060", () => Table(Row.Replace("\"storage\"", "\"stored\"", StringComparison.Ordinal)));
        Refused("ISBT-020", () => Table(Row.Replace("E0336", "E033", StringComparison.Ordinal)));
        Refused("ISBT-060", () => ProductTable.Parse("no json"u8));
    }

    private static ProductTable Table(string rows) => ProductTable.Parse(System.Text.Encoding.UTF8.GetBytes(
        $$"""{"table":"t","source":"s","notice":"n","validatedByIccbba":false,"products":[{{rows}}]}"""));

    private static void Refused(string code, Action action) => Assert.Equal(code, Assert.Throws<RuleException>(action).Code);
}
