using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class DeferralRegistryRulesTests
{
    private static readonly DateOnly _today = Packs.Today;

    [Fact]
    public void Effective_WhenSeveralOverlap_ThenTheLatestEndWins()
    {
        ActiveDeferral[] deferrals = [At("a", 5), At("b", 30), At("c", 10)];
        Assert.Equal("b", DeferralRegistryRules.Effective(deferrals, DonationType.WholeBlood, _today)!.Reference);
        Assert.Equal(DeferralEnd.On(_today.AddDays(30)), DeferralRegistryRules.End(deferrals, DonationType.WholeBlood, _today));
    }

    [Fact]
    public void Effective_WhenOneIsPermanent_ThenItBeatsAll()
    {
        ActiveDeferral[] deferrals =
        [
            At("a", 9999),
            new("p", "HIV-HX", DeferralScope.All, _today, DeferralEnd.Permanent),
            new("c", "CHAGAS", DeferralScope.All, _today, DeferralEnd.Until("re-entry")),
        ];
        Assert.Equal("p", DeferralRegistryRules.Effective(deferrals, DonationType.Plasma, _today)!.Reference);
    }

    [Fact]
    public void Effective_WhenOnTheEndDay_ThenOverAndTheDayBeforeNot()
    {
        ActiveDeferral[] deferrals = [At("a", 1)];
        Assert.NotNull(DeferralRegistryRules.Effective(deferrals, DonationType.WholeBlood, _today));
        Assert.Null(DeferralRegistryRules.Effective(deferrals, DonationType.WholeBlood, _today.AddDays(1)));
    }

    [Fact]
    public void End_WhenALaterDeferralIsAlreadyKnown_ThenCountsIt()
    {
        ActiveDeferral later = new("a", "X", DeferralScope.All, _today.AddDays(3), DeferralEnd.On(_today.AddDays(9)));
        Assert.Null(DeferralRegistryRules.Effective([later], DonationType.WholeBlood, _today));
        Assert.Equal(DeferralEnd.On(_today.AddDays(9)), DeferralRegistryRules.End([later], DonationType.WholeBlood, _today));
    }

    [Theory]
    [InlineData(DeferralScope.All, DonationType.WholeBlood, true)]
    [InlineData(DeferralScope.Platelets, DonationType.Platelets, true)]
    [InlineData(DeferralScope.Platelets, DonationType.PlateletsMultiple, true)]
    [InlineData(DeferralScope.Platelets, DonationType.WholeBlood, false)]
    [InlineData(DeferralScope.Plasma, DonationType.SourcePlasma, true)]
    [InlineData(DeferralScope.Plasma, DonationType.Platelets, false)]
    [InlineData(DeferralScope.RedCells, DonationType.WholeBlood, true)]
    [InlineData(DeferralScope.RedCells, DonationType.DoubleRedCells, true)]
    [InlineData(DeferralScope.RedCells, DonationType.Platelets, false)]
    [InlineData(DeferralScope.Directed, DonationType.WholeBlood, false)]
    public void Effective_WhenScoped_ThenStopsThatProductAndExcludesItElsewhere(
        DeferralScope scope, DonationType type, bool stops)
    {
        ActiveDeferral[] deferrals = [At("a", 5) with { Scope = scope }];
        Assert.Equal(stops, DeferralRegistryRules.Effective(deferrals, type, _today) is not null);
        Assert.Equal(!stops, DeferralRegistryRules.ExcludedProducts(deferrals, type, _today).Contains(scope));
    }

    private static ActiveDeferral At(string reference, int days) =>
        new(reference, "X", DeferralScope.All, _today, DeferralEnd.On(_today.AddDays(days)));
}
