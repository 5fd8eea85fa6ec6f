using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class TestPanelRulesTests
{
    private static readonly string[] _each =
    [
        "ABO-RHD", "HBC-TOTAL", "HBSAG", "HBV-NAT", "HCV-AB", "HCV-NAT", "HIV-AGAB", "HIV-NAT", "HTLV-AB", "SYPHILIS", "WNV-NAT",
    ];

    private static readonly TestPanelFacts _known =
        new(DonationType.WholeBlood, Packs.Today, "CO", new HashSet<string> { "TCRUZI-AB" }, false);

    [Fact]
    public void Required_WhenNothingSpecial_ThenTheElevenOfEachDonation() => Assert.Equal(_each, Codes(_known));

    [Fact]
    public void Required_WhenFirstDonation_ThenTrypanosomaOnce()
    {
        Assert.Contains("TCRUZI-AB", Codes(_known with { TestedOnce = new HashSet<string>() }));
        Assert.DoesNotContain("TCRUZI-AB", Codes(_known));
    }

    [Theory]
    [InlineData("NY", true)]
    [InlineData("DC", true)]
    [InlineData("CO", false)]
    [InlineData(null, true)] // not known: required
    public void Required_WhenCollectedInARegion_ThenBabesia(string? region, bool required) =>
        Assert.Equal(required, Codes(_known with { Region = region }).Contains("BABESIA-NAT"));

    [Fact]
    public void Regions_WhenCounted_ThenFourteenStatesAndTheDistrict() =>
        Assert.Equal(15, Packs.Law.All<TestRule>().Single(r => r.Test == "BABESIA-NAT").Regions!.Count);

    [Theory]
    [InlineData(true, true)]
    [InlineData(null, true)]
    [InlineData(false, false)]
    public void Required_WhenTransfusedOrPregnant_ThenAntibodyScreen(bool? exposed, bool required) =>
        Assert.Equal(required, Codes(_known with { TransfusedOrPregnant = exposed }).Contains("AB-SCREEN"));

    [Theory]
    [InlineData("HBC-TOTAL", 1, VerdictKind.Pass, "")]
    [InlineData("HBC-TOTAL", 2, VerdictKind.Defer, "TEST-HBC2")]
    [InlineData("HTLV-AB", 1, VerdictKind.Pass, "")]
    [InlineData("HTLV-AB", 2, VerdictKind.Defer, "TEST-HTLV2")]
    [InlineData("HIV-AGAB", 1, VerdictKind.Defer, "TEST-HIV")]
    [InlineData("HCV-NAT", 1, VerdictKind.Defer, "TEST-HCV")]
    [InlineData("HBSAG", 1, VerdictKind.Defer, "TEST-HBV")]
    [InlineData("SYPHILIS", 1, VerdictKind.Defer, "TEST-SYPH")]
    [InlineData("TCRUZI-AB", 1, VerdictKind.Defer, "CHAGAS")]
    [InlineData("NO-SUCH-TEST", 1, VerdictKind.Refer, "UNCOVERED:TEST-EFFECT:NO-SUCH-TEST")]
    public void DonorEffect_WhenReactiveSoOften_ThenDefersFromTheCountOn(
        string test, int count, VerdictKind kind, string code)
    {
        var verdict = RuleOutcome.Strictest(TestPanelRules.DonorEffect(Packs.Law, test, Packs.Today, count));
        Assert.Equal((kind, code), (verdict.Kind, verdict.Code));
    }

    [Fact]
    public void DonorEffect_WhenWestNile_ThenOneHundredAndTwentyDays() => Assert.Equal(
        DeferralEnd.On(Packs.Today.AddDays(120)),
        RuleOutcome.Strictest(TestPanelRules.DonorEffect(Packs.Law, "WNV-NAT", Packs.Today, 1)).Until);

    [Fact]
    public void Required_WhenNoRuleAsksForATest_ThenThrows()
    {
        var empty = Packs.LawOf("""{"kind":"patient-sample","id":"X","lastDay":3,"onlyIfExposed":false}""");
        var error = Assert.Throws<Becs.Domain.Shared.RuleException>(() => TestPanelRules.Required(empty, _known));
        Assert.Equal("RULE-007", error.Code);
    }

    private static IEnumerable<string> Codes(TestPanelFacts facts) =>
        TestPanelRules.Required(Packs.Site, facts).Select(test => test.Test);
}
