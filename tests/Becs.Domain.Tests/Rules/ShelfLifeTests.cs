using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Rules;

public class ShelfLifeTests
{
    private static readonly TimeZoneInfo _newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo _denver = TimeZoneInfo.FindSystemTimeZoneById("America/Denver");
    private static readonly ProductTable _table = ProductTable.Parse(File.ReadAllBytes(
        Path.Combine(Packs.Root, "workflows", "rules", "isbt128", "product-codes.sample.json")));

    [Theory]
    [InlineData("E0150", "2026-06-10", "2026-07-01")] // CPD 21 d
    [InlineData("E0195", "2026-06-10", "2026-07-15")] // CPDA-1 35 d
    [InlineData("E0336", "2026-06-10", "2026-07-22")] // additive 42 d
    [InlineData("E0009", "2026-06-10", "2026-07-01")]
    [InlineData("E0053", "2026-06-10", "2026-07-15")]
    [InlineData("E3077", "2026-06-10", "2026-06-15")] // platelets 5 d
    [InlineData("E0701", "2026-06-10", "2027-06-10")] // plasma 1 y
    [InlineData("E0701", "2028-02-29", "2029-02-28")]
    [InlineData("E5165", "2026-06-10", "2027-06-10")]
    [InlineData("E5085", "2026-06-10", "2036-06-10")]
    public void OfNew_WhenDayDated_ThenEndsAtTheLastMinuteOfTheLastLocalDay(string code, string collected, string last)
    {
        var collectedAt = LocalTime.ToUtc(DateOnly.Parse(collected), new(9, 30), _newYork);
        var expiry = ShelfLife.OfNew(Packs.Law, Product(code), collectedAt, _newYork);
        Assert.Equal(LocalTime.ToUtc(DateOnly.Parse(last), new(23, 59), _newYork), expiry.ExpiresAt);
        Assert.Equal(Dating.Day, expiry.Dating);
        Assert.All(expiry.Rules, rule => Assert.True(rule.Verdict.IsPass));
    }

    [Fact]
    public void OfNew_WhenTheUtcDayIsAlreadyTheNext_ThenCountsTheLocalDay()
    {
        // 21:30 in Denver on 10 June is 11 June in UTC and 23:30 in New York.
        var at = new DateTime(2026, 6, 11, 3, 30, 0, DateTimeKind.Utc);
        var expiry = ShelfLife.OfNew(Packs.Law, Product("E3077"), at, _denver);
        Assert.Equal(new DateTime(2026, 6, 16, 5, 59, 0, DateTimeKind.Utc), expiry.ExpiresAt);
    }

    [Fact]
    public void OfNew_WhenClocksChangeBetween_ThenStillEndsAt2359Local()
    {
        // Collected in summer time (-4), expires in winter time (-5); the change is on 1 November 2026.
        var at = new DateTime(2026, 10, 30, 14, 0, 0, DateTimeKind.Utc);
        Assert.Equal(
            new DateTime(2026, 11, 5, 4, 59, 0, DateTimeKind.Utc),
            ShelfLife.OfNew(Packs.Law, Product("E3077"), at, _newYork).ExpiresAt);
    }

    [Fact]
    public void OfNew_WhenAParentIsShorter_ThenTheParentWins()
    {
        var at = new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
        var parent = new DateTime(2026, 6, 12, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(parent, ShelfLife.OfNew(Packs.Law, Product("E3077"), at, _newYork, [parent]).ExpiresAt);
        var later = parent.AddYears(1);
        Assert.NotEqual(later, ShelfLife.OfNew(Packs.Law, Product("E3077"), at, _newYork, [later]).ExpiresAt);
    }

    [Theory]
    [InlineData("IRRADIATE-RBC", ComponentClass.RedCells, 28)]
    [InlineData("DEGLYCEROLISE-CLOSED", ComponentClass.RedCells, 14)]
    public void AfterModification_WhenDayDated_ThenTheLimitOrTheParent(string key, ComponentClass kind, int days)
    {
        var at = new DateTime(2026, 6, 10, 14, 20, 30, DateTimeKind.Utc);
        var limit = LocalTime.ToUtc(new DateOnly(2026, 6, 10).AddDays(days), new(23, 59), _newYork);
        Assert.Equal(limit, Modify(key, kind, at, limit.AddMinutes(1)).ExpiresAt);
        Assert.Equal(limit.AddMinutes(-1), Modify(key, kind, at, limit.AddMinutes(-1)).ExpiresAt);
    }

    [Theory]
    [InlineData("WASH-RBC-OPEN", ComponentClass.RedCells, 24)]
    [InlineData("WASH-PLT-OPEN", ComponentClass.Platelets, 4)]
    [InlineData("THAW-PLASMA", ComponentClass.Plasma, 24)]
    [InlineData("THAW-PLASMA-5D", ComponentClass.Plasma, 120)]
    [InlineData("THAW-CRYO-SINGLE", ComponentClass.Cryo, 6)]
    [InlineData("THAW-CRYO-POOL-OPEN", ComponentClass.Cryo, 4)]
    [InlineData("POOL-PLT-OPEN", ComponentClass.Platelets, 4)]
    [InlineData("SPLIT-RBC-OPEN", ComponentClass.RedCells, 24)]
    [InlineData("SPLIT-PLT-OPEN", ComponentClass.Platelets, 4)]
    [InlineData("VOLUME-REDUCE-PLT-OPEN", ComponentClass.Platelets, 4)]
    [InlineData("DEGLYCEROLISE-OPEN", ComponentClass.RedCells, 24)]
    public void AfterModification_WhenHourDated_ThenExactFromTheMinute(string key, ComponentClass kind, int hours)
    {
        // Across the change to summer time on 8 March 2026 an hour stays an hour.
        var at = new DateTime(2026, 3, 8, 5, 20, 30, DateTimeKind.Utc);
        var expiry = Modify(key, kind, at, at.AddYears(1));
        Assert.Equal(new DateTime(2026, 3, 8, 5, 20, 0, DateTimeKind.Utc).AddHours(hours), expiry.ExpiresAt);
        Assert.Equal(Dating.Hour, expiry.Dating);
    }

    [Fact]
    public void AfterModification_WhenNoLimit_ThenTheShortestParent()
    {
        var at = new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
        var expiry = ShelfLife.AfterModification(
            Packs.Law, "POOL-PLT-CLOSED", ComponentClass.Platelets, at, at, _newYork, [at.AddDays(3), at.AddDays(2)]);
        Assert.Equal(at.AddDays(2), expiry.ExpiresAt);
    }

    [Fact]
    public void AfterModification_WhenDoneTooLate_ThenRefuses()
    {
        var collectedAt = new DateTime(2026, 6, 1, 14, 0, 0, DateTimeKind.Utc);
        var last = LocalTime.ToUtc(new(2026, 6, 7), new(23, 59), _newYork);
        Freeze(last);
        Refused("RULE-009", () => Freeze(last.AddMinutes(1)));

        void Freeze(DateTime at) => ShelfLife.AfterModification(
            Packs.Law, "FREEZE-RBC", ComponentClass.RedCells, at, collectedAt, _newYork, [collectedAt.AddDays(42)]);
    }

    [Fact]
    public void ShelfLife_WhenNoRuleFitsTheProduct_ThenRefuses()
    {
        var at = new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
        var product = Product("E0336");
        Refused("RULE-007", () => ShelfLife.OfNew(Packs.Law, product with { ShelfLife = "NONE" }, at, _newYork));
        Refused("RULE-008", () => ShelfLife.OfNew(Packs.Law, product with { ShelfLife = "PLT-5D" }, at, _newYork));
        Refused("RULE-010", () => ShelfLife.OfNew(Packs.Law, Product("E5160"), at, _newYork));
        Refused("RULE-007", () => Modify("NONE", ComponentClass.RedCells, at, at));
        Refused("RULE-008", () => Modify("THAW-PLASMA", ComponentClass.RedCells, at, at));
    }

    [Fact]
    public void IsExpired_WhenAtTheMinute_ThenExpired()
    {
        var at = new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
        Assert.False(ShelfLife.IsExpired(at, at.AddTicks(-1)));
        Assert.True(ShelfLife.IsExpired(at, at));
    }

    [Theory]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z")] // twice: the first
    [InlineData("America/New_York", "2026-03-08", "02:30", "2026-03-08T06:59:00Z")] // never: the minute before the gap
    [InlineData("America/New_York", "2026-06-10", "23:59", "2026-06-11T03:59:00Z")]
    [InlineData("Asia/Kathmandu", "2026-06-10", "23:59", "2026-06-10T18:14:00Z")]
    public void ToUtc_WhenClocksChange_ThenTheEarlierInstant(string zone, string day, string time, string utc) => Assert.Equal(
        DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.AdjustToUniversal),
        LocalTime.ToUtc(DateOnly.Parse(day), TimeOnly.Parse(time), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private static Expiry Modify(string key, ComponentClass kind, DateTime at, DateTime parent) =>
        ShelfLife.AfterModification(Packs.Law, key, kind, at, at, _newYork, [parent]);

    private static ProductDefinition Product(string code) => _table.Get(ProductCode.Create(code));

    private static void Refused(string code, Action action) => Assert.Equal(code, Assert.Throws<RuleException>(action).Code);
}
