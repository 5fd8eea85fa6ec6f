using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class IntervalRulesTests
{
    private static readonly DateOnly _before = new(2026, 3, 1);

    [Theory]
    [InlineData(DonationType.WholeBlood, DonationType.WholeBlood, 56)]
    [InlineData(DonationType.SingleRedCells, DonationType.WholeBlood, 56)]
    [InlineData(DonationType.WholeBlood, DonationType.DoubleRedCells, 56)]
    [InlineData(DonationType.WholeBlood, DonationType.Platelets, 56)]
    [InlineData(DonationType.WholeBlood, DonationType.Plasma, 56)]
    [InlineData(DonationType.DoubleRedCells, DonationType.WholeBlood, 112)]
    [InlineData(DonationType.DoubleRedCells, DonationType.DoubleRedCells, 112)]
    [InlineData(DonationType.DoubleRedCells, DonationType.Platelets, 112)]
    [InlineData(DonationType.Platelets, DonationType.WholeBlood, 2)]
    [InlineData(DonationType.Platelets, DonationType.Platelets, 2)]
    [InlineData(DonationType.Platelets, DonationType.DoubleRedCells, 7)]
    [InlineData(DonationType.Platelets, DonationType.Plasma, 28)]
    [InlineData(DonationType.PlateletsMultiple, DonationType.Platelets, 7)]
    [InlineData(DonationType.Plasma, DonationType.Plasma, 28)]
    [InlineData(DonationType.Plasma, DonationType.WholeBlood, 2)]
    [InlineData(DonationType.SourcePlasma, DonationType.SourcePlasma, 2)]
    public void Evaluate_WhenAtTheInterval_ThenPassesThatDayAndNotTheDayBefore(
        DonationType previous, DonationType next, int days)
    {
        PriorDonation[] prior = [new("d1", previous, _before, 0, 0)];
        Assert.True(Strictest(Next(next, _before.AddDays(days)), prior).IsPass);
        var early = Strictest(Next(next, _before.AddDays(days - 1)), prior);
        Assert.Equal(VerdictKind.Defer, early.Kind);
        Assert.Equal(_before.AddDays(days), early.Until!.Value.FirstAllowedOn);
    }

    [Fact]
    public void Evaluate_WhenNoRowNamesThePair_ThenRefers() => Assert.Equal(
        Verdict.Refer("UNCOVERED:INTERVAL:Plasma>SourcePlasma"),
        Strictest(Next(DonationType.SourcePlasma, Packs.Today), [new("d1", DonationType.Plasma, new(2026, 1, 1), 0, 0)]));

    [Fact]
    public void Evaluate_WhenTheCentreIsTighter_ThenSevenDaysBetweenPlatelets()
    {
        PriorDonation[] prior = [new("d1", DonationType.Platelets, _before, 0, 0)];
        var sixth = Next(DonationType.Platelets, _before.AddDays(6));
        Assert.True(RuleOutcome.Strictest(IntervalRules.Evaluate(Packs.Law, sixth, prior)).IsPass);
        Assert.Equal(
            Verdict.Defer("INTERVAL-PLT", DeferralEnd.On(_before.AddDays(7))),
            RuleOutcome.Strictest(IntervalRules.Evaluate(Packs.Site, sixth, prior)));
    }

    [Fact]
    public void Evaluate_WhenTwoPlateletsInSevenDays_ThenTheThirdWaitsForTheFirstToLeave()
    {
        PriorDonation[] prior =
        [
            new("d1", DonationType.Platelets, _before, 0, 0), new("d2", DonationType.Platelets, _before.AddDays(3), 0, 0),
        ];
        var early = Strictest(Next(DonationType.Platelets, _before.AddDays(6)), prior);
        Assert.Equal(Verdict.Defer("INTERVAL-PLT", DeferralEnd.On(_before.AddDays(7))), early);
        Assert.True(Strictest(Next(DonationType.Platelets, _before.AddDays(7)), prior).IsPass);
    }

    [Fact]
    public void Evaluate_WhenTwentyFourPlateletsInTwelveMonths_ThenWaitsForTheOldest()
    {
        var first = new DateOnly(2025, 6, 11);
        var prior = Enumerable.Range(0, 24)
            .Select(i => new PriorDonation($"d{i}", DonationType.Platelets, first.AddDays(14 * i), 0, 0)).ToList();
        var capped = Strictest(Next(DonationType.Platelets, new(2026, 6, 10)), prior);
        Assert.Equal(Verdict.Defer("INTERVAL-PLT", DeferralEnd.On(new(2026, 6, 11))), capped);
        Assert.True(Strictest(Next(DonationType.Platelets, new(2026, 6, 11)), prior).IsPass);
        Assert.Equal(
            new DateOnly(2026, 6, 11),
            IntervalRules.EarliestOn(Packs.Law, Next(DonationType.Platelets, new(2026, 6, 10)), prior));
    }

    [Theory]
    [InlineData(1230, true)]
    [InlineData(1231, false)]
    public void Evaluate_WhenRedCellLossReachesTheYearlyLimit_ThenOneMoreMillilitreDefers(int lostMl, bool passes)
    {
        PriorDonation[] prior = [new("d1", DonationType.WholeBlood, new(2025, 9, 1), lostMl, 0)];
        var next = new PlannedDonation(DonationType.WholeBlood, Packs.Today, 800, 200, 0);
        var verdict = Strictest(next, prior);
        Assert.Equal(passes, verdict.IsPass);
        Assert.True(passes || verdict == Verdict.Defer("LOSS-RBC", DeferralEnd.On(new(2026, 9, 1))));
    }

    [Fact]
    public void Evaluate_WhenALossIsNotRecorded_ThenRefers()
    {
        PriorDonation[] prior = [new("d1", DonationType.WholeBlood, new(2026, 1, 1))];
        Assert.Equal(Verdict.Refer("LOSS-NOT-RECORDED"), Strictest(Next(DonationType.WholeBlood, Packs.Today), prior));
    }

    [Theory]
    [InlineData(199, 2)]
    [InlineData(200, 56)]
    [InlineData(299, 56)]
    [InlineData(300, 112)]
    public void Evaluate_WhenApheresisLostRedCells_ThenWaitsAsLong(int lostMl, int days)
    {
        PriorDonation[] prior = [new("d1", DonationType.Platelets, _before, lostMl, 0)];
        Assert.True(Strictest(Next(DonationType.Platelets, _before.AddDays(days)), prior).IsPass);
        Assert.Equal(VerdictKind.Defer, Strictest(Next(DonationType.Platelets, _before.AddDays(days - 1)), prior).Kind);
    }

    [Theory]
    [InlineData(795, 12000, true)]
    [InlineData(795, 12001, false)]
    [InlineData(796, 14400, true)]
    [InlineData(796, 14401, false)]
    [InlineData(null, 12001, false)]
    public void Evaluate_WhenPlasmaReachesTheYearlyLimit_ThenOneMoreMillilitreDefers(int? tenthsKg, int totalMl, bool passes)
    {
        PriorDonation[] prior = [new("d1", DonationType.Plasma, new(2026, 1, 1), 0, totalMl - 600)];
        var verdict = Strictest(new(DonationType.Plasma, Packs.Today, tenthsKg, 0, 600), prior);
        Assert.Equal(passes ? VerdictKind.Pass : VerdictKind.Defer, verdict.Kind);
    }

    [Fact]
    public void EarliestOn_WhenSeveralRulesWait_ThenIsTheLatestOfThem()
    {
        PriorDonation[] prior =
        [
            new("d1", DonationType.WholeBlood, new(2026, 5, 1), 220, 0), new("d2", DonationType.Platelets, new(2026, 6, 9), 0, 0),
        ];
        Assert.Equal(
            new DateOnly(2026, 6, 26), IntervalRules.EarliestOn(Packs.Law, Next(DonationType.WholeBlood, Packs.Today), prior));
        Assert.Equal(Packs.Today, IntervalRules.EarliestOn(Packs.Law, Next(DonationType.WholeBlood, Packs.Today), []));
    }

    private static PlannedDonation Next(DonationType type, DateOnly on) => new(type, on, 800, 200, 0);

    private static Verdict Strictest(PlannedDonation next, IReadOnlyCollection<PriorDonation> prior) =>
        RuleOutcome.Strictest(IntervalRules.Evaluate(Packs.Law, next, prior));
}
