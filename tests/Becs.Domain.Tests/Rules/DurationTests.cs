using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class DurationTests
{
    [Theory]
    [InlineData(DurationUnit.Days, 56, "2026-03-01", "2026-04-26")]
    [InlineData(DurationUnit.Days, 112, "2026-03-01", "2026-06-21")]
    [InlineData(DurationUnit.Weeks, 8, "2026-03-01", "2026-04-26")]
    [InlineData(DurationUnit.Months, 3, "2026-11-30", "2027-02-28")]
    [InlineData(DurationUnit.Months, 3, "2027-11-30", "2028-02-29")]
    [InlineData(DurationUnit.Months, 1, "2026-01-31", "2026-02-28")]
    [InlineData(DurationUnit.Months, 12, "2028-02-29", "2029-02-28")]
    [InlineData(DurationUnit.Years, 3, "2025-02-28", "2028-02-28")]
    [InlineData(DurationUnit.Years, 1, "2028-02-29", "2029-02-28")]
    [InlineData(DurationUnit.FullDays, 2, "2026-06-08", "2026-06-11")] // Monday to Thursday
    [InlineData(DurationUnit.Hours, 24, "2026-06-08", "2026-06-09")]
    [InlineData(DurationUnit.Hours, 25, "2026-06-08", "2026-06-10")]
    [InlineData(DurationUnit.Days, 1, "2028-02-28", "2028-02-29")]
    public void After_WhenDated_ThenIsTheFirstDayAllowed(DurationUnit unit, int n, string from, string end)
    {
        var until = new RuleDuration(unit, n).After(DateOnly.Parse(from));
        var first = DateOnly.Parse(end);
        Assert.Equal(first, until.FirstAllowedOn);
        Assert.True(until.Defers(first.AddDays(-1)));
        Assert.False(until.Defers(first));
    }

    [Fact]
    public void After_WhenPermanentOrConditional_ThenNeverEndsByItself()
    {
        var permanent = new RuleDuration(DurationUnit.Permanent).After(Packs.Today);
        var well = new RuleDuration(DurationUnit.UntilCondition, 0, "well").After(Packs.Today);
        Assert.True(permanent.IsPermanent);
        Assert.True(permanent.Defers(DateOnly.MaxValue));
        Assert.True(well.Defers(DateOnly.MaxValue));
        Assert.Equal("well", well.Condition);
    }

    [Fact]
    public void Ends_WhenOrdered_ThenPermanentBeatsConditionBeatsDate()
    {
        var early = DeferralEnd.On(new(2026, 1, 1));
        var late = DeferralEnd.On(new(2099, 1, 1));
        var condition = DeferralEnd.Until("well");
        Assert.Equal(
            [early, late, condition, DeferralEnd.Permanent],
            new[] { DeferralEnd.Permanent, late, condition, early }.Order());
        Assert.Equal(late, DeferralEnd.Latest(early, late));
        Assert.True(default(DeferralEnd).IsPermanent);
        Assert.All([early, condition, DeferralEnd.Permanent], end => Assert.Equal(end, DeferralEnd.Parse(end.ToString())));
    }

    [Theory]
    [InlineData(DurationUnit.Days, 55, DurationUnit.Days, 56, true)]
    [InlineData(DurationUnit.Days, 56, DurationUnit.Weeks, 8, false)]
    [InlineData(DurationUnit.Days, 90, DurationUnit.Months, 3, true)] // 92 days from 1 June
    [InlineData(DurationUnit.Days, 92, DurationUnit.Months, 3, false)]
    [InlineData(DurationUnit.Days, 365, DurationUnit.Years, 1, true)] // over a leap day
    [InlineData(DurationUnit.Days, 366, DurationUnit.Years, 1, false)]
    [InlineData(DurationUnit.Years, 90, DurationUnit.Permanent, 0, true)]
    [InlineData(DurationUnit.Hours, 24, DurationUnit.Hours, 25, true)]
    [InlineData(DurationUnit.Permanent, 0, DurationUnit.Permanent, 0, false)]
    public void IsShorterThan_WhenFromAnyDay_ThenSaysSo(
        DurationUnit unit, int n, DurationUnit otherUnit, int otherN, bool shorter) =>
        Assert.Equal(shorter, new RuleDuration(unit, n).IsShorterThan(new RuleDuration(otherUnit, otherN)));
}
