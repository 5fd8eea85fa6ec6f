using Becs.Domain.Isbt128;
using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class CollectionLimitRulesTests
{
    [Theory]
    [InlineData(450, 500, VerdictKind.Pass, "")]
    [InlineData(449, 500, VerdictKind.Refuse, "VOLUME-LOW")]
    [InlineData(550, 500, VerdictKind.Pass, "")]
    [InlineData(551, 500, VerdictKind.Refuse, "VOLUME-HIGH")]
    [InlineData(405, 450, VerdictKind.Pass, "")]
    [InlineData(404, 450, VerdictKind.Refuse, "VOLUME-LOW")]
    [InlineData(495, 450, VerdictKind.Pass, "")]
    [InlineData(496, 450, VerdictKind.Refuse, "VOLUME-HIGH")]
    [InlineData(480, 480, VerdictKind.Missing, "nominal volume of the bag")]
    [InlineData(480, null, VerdictKind.Missing, "nominal volume of the bag")]
    [InlineData(null, 500, VerdictKind.Missing, "volume")]
    public void Volume_WhenWholeBlood_ThenWithinTenPerCentOfNominal(int? ml, int? nominal, VerdictKind kind, string code)
    {
        var verdict = Judge(new(DonationType.WholeBlood, ml, 0, nominal, 900));
        Assert.Equal((kind, code), (verdict.Kind, verdict.Code));
    }

    [Theory]
    [InlineData(500, 485, 40, true)] // 525 = 10.5 × 50.0
    [InlineData(500, 486, 40, false)]
    [InlineData(499, 485, 40, false)]
    public void Volume_WhenSamplesAreCounted_ThenAtMostTenAndAHalfPerKg(int tenthsKg, int ml, int samplesMl, bool passes) =>
        Assert.Equal(passes, Judge(new(DonationType.WholeBlood, ml, samplesMl, 450, tenthsKg)).IsPass);

    [Theory]
    [InlineData(DonationType.Plasma, 680, 625, true)]
    [InlineData(DonationType.Plasma, 680, 626, false)]
    [InlineData(DonationType.Plasma, 681, 750, true)]
    [InlineData(DonationType.Plasma, 681, 751, false)]
    [InlineData(DonationType.Plasma, 794, 751, false)]
    [InlineData(DonationType.Plasma, 795, 800, true)]
    [InlineData(DonationType.Plasma, 795, 801, false)]
    [InlineData(DonationType.Plasma, 499, 10, false)]
    [InlineData(DonationType.Platelets, 794, 500, true)]
    [InlineData(DonationType.Platelets, 794, 501, false)]
    [InlineData(DonationType.Platelets, 795, 600, true)]
    [InlineData(DonationType.Platelets, 795, 601, false)]
    public void Volume_WhenApheresis_ThenByWeightClass(DonationType type, int tenthsKg, int ml, bool passes) =>
        Assert.Equal(passes, Judge(new(type, ml, 0, null, tenthsKg)).IsPass);

    [Theory]
    [InlineData(15, ComponentClass.Platelets, VerdictKind.Pass)]
    [InlineData(16, ComponentClass.Platelets, VerdictKind.Refuse)]
    [InlineData(16, ComponentClass.Plasma, VerdictKind.Refuse)]
    [InlineData(16, ComponentClass.RedCells, VerdictKind.Pass)]
    [InlineData(null, ComponentClass.Platelets, VerdictKind.Missing)]
    public void BleedTime_WhenLonger_ThenNoPlateletsAndNoPlasma(int? minutes, ComponentClass kind, VerdictKind verdict) =>
        Assert.Equal(verdict, RuleOutcome.Strictest(CollectionLimitRules.BleedTime(Packs.Law, minutes, kind)).Kind);

    [Theory]
    [InlineData("PLATELETS-PRP", 8)]
    [InlineData("FREEZE-FFP", 8)]
    [InlineData("FREEZE-PF24", 24)]
    public void ProcessTime_WhenLate_ThenRefuses(string process, int hours)
    {
        var drawnAt = new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
        Assert.Equal(VerdictKind.Pass, Time(drawnAt.AddHours(hours)));
        Assert.Equal(VerdictKind.Refuse, Time(drawnAt.AddHours(hours).AddTicks(1)));
        Assert.Equal(VerdictKind.Missing, Time(null));
        Assert.Equal(VerdictKind.Missing, Time(drawnAt.AddMinutes(-1)));

        VerdictKind Time(DateTime? doneAt) =>
            RuleOutcome.Strictest(CollectionLimitRules.ProcessTime(Packs.Law, process, drawnAt, doneAt)).Kind;
    }

    [Fact]
    public void ProcessTime_WhenNoRuleNamesTheStep_ThenRefers() => Assert.Equal(
        Verdict.Refer("UNCOVERED:PROCESS:BOIL"),
        CollectionLimitRules.ProcessTime(Packs.Law, "BOIL", default, default(DateTime)).Single().Verdict);

    private static Verdict Judge(DrawFacts draw) => RuleOutcome.Strictest(CollectionLimitRules.Volume(Packs.Law, draw));
}
