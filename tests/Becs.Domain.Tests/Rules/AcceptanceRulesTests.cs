using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class AcceptanceRulesTests
{
    private static readonly AcceptanceFacts _man = new()
    {
        On = Packs.Today,
        Type = DonationType.WholeBlood,
        Sex = DonorSex.Male,
        HaemoglobinTenthsGPerDl = 145,
        SystolicMmHg = 120,
        DiastolicMmHg = 80,
        PulseBpm = 70,
        PulseRegular = true,
        TemperatureTenthsC = 366,
        WeightTenthsKg = 800,
        AgeYears = 40,
        ArmAcceptable = true,
        SampleSiteAcceptable = true,
    };

    private static readonly AcceptanceFacts _woman = _man with { Sex = DonorSex.Female };

    public static TheoryData<string, AcceptanceFacts, VerdictKind, string> Limits => new()
    {
        { "man", _man, VerdictKind.Pass, "" },
        { "man 13.0", _man with { HaemoglobinTenthsGPerDl = 130 }, VerdictKind.Pass, "" },
        { "man 12.9", _man with { HaemoglobinTenthsGPerDl = 129 }, VerdictKind.Defer, "HB-LOW" },
        { "man hct 39.0", Hct(_man, 390), VerdictKind.Pass, "" },
        { "man hct 38.9", Hct(_man, 389), VerdictKind.Defer, "HB-LOW" },
        { "man both, one low", _man with { HaematocritTenthsPercent = 389 }, VerdictKind.Defer, "HB-LOW" },
        { "woman 12.5", _woman with { HaemoglobinTenthsGPerDl = 125 }, VerdictKind.Pass, "" },
        { "woman 12.4", _woman with { HaemoglobinTenthsGPerDl = 124 }, VerdictKind.Conditional, "HB-F-LOW" },
        { "woman 12.0", _woman with { HaemoglobinTenthsGPerDl = 120 }, VerdictKind.Conditional, "HB-F-LOW" },
        { "woman 11.9", _woman with { HaemoglobinTenthsGPerDl = 119 }, VerdictKind.Defer, "HB-LOW" },
        { "woman hct 38.0", Hct(_woman, 380), VerdictKind.Pass, "" },
        { "woman hct 36.0", Hct(_woman, 360), VerdictKind.Conditional, "HB-F-LOW" },
        { "woman hct 35.9", Hct(_woman, 359), VerdictKind.Defer, "HB-LOW" },
        { "sex unknown 12.9", _man with { Sex = null, HaemoglobinTenthsGPerDl = 129 }, VerdictKind.Defer, "HB-LOW" },
        { "double hct 40.0", Hct(Double(_man), 400), VerdictKind.Pass, "" },
        { "double hct 39.9", Hct(Double(_man), 399), VerdictKind.Defer, "HB-LOW" },
        { "double 13.3", Double(_woman) with { HaemoglobinTenthsGPerDl = 133 }, VerdictKind.Pass, "" },
        { "double 13.2", Double(_woman) with { HaemoglobinTenthsGPerDl = 132 }, VerdictKind.Defer, "HB-LOW" },
        { "autologous 11.0", Autologous(110), VerdictKind.Pass, "" },
        { "autologous 10.9", Autologous(109), VerdictKind.Defer, "HB-LOW" },
        { "earlobe", _man with { SampleSiteAcceptable = false }, VerdictKind.Refer, "SAMPLE-SITE" },
        { "systolic 90", _man with { SystolicMmHg = 90 }, VerdictKind.Pass, "" },
        { "systolic 89", _man with { SystolicMmHg = 89 }, VerdictKind.Refer, "BP-LOW" },
        { "systolic 180", _man with { SystolicMmHg = 180 }, VerdictKind.Pass, "" },
        { "systolic 181", _man with { SystolicMmHg = 181 }, VerdictKind.Refer, "BP-HIGH" },
        { "diastolic 50", _man with { DiastolicMmHg = 50 }, VerdictKind.Pass, "" },
        { "diastolic 49", _man with { DiastolicMmHg = 49 }, VerdictKind.Refer, "BP-LOW" },
        { "diastolic 100", _man with { DiastolicMmHg = 100 }, VerdictKind.Pass, "" },
        { "diastolic 101", _man with { DiastolicMmHg = 101 }, VerdictKind.Refer, "BP-HIGH" },
        { "pulse 50", _man with { PulseBpm = 50 }, VerdictKind.Pass, "" },
        { "pulse 49", _man with { PulseBpm = 49 }, VerdictKind.Refer, "PULSE-RATE" },
        { "athlete 49", _man with { PulseBpm = 49, Athlete = true }, VerdictKind.Conditional, "PULSE-ATHLETE" },
        { "athlete 29", _man with { PulseBpm = 29, Athlete = true }, VerdictKind.Refer, "PULSE-RATE" },
        { "pulse 100", _man with { PulseBpm = 100 }, VerdictKind.Pass, "" },
        { "pulse 101", _man with { PulseBpm = 101 }, VerdictKind.Refer, "PULSE-RATE" },
        { "irregular", _man with { PulseRegular = false }, VerdictKind.Refer, "PULSE-IRREG" },
        { "37.5", _man with { TemperatureTenthsC = 375 }, VerdictKind.Pass, "" },
        { "37.6", _man with { TemperatureTenthsC = 376 }, VerdictKind.Defer, "TEMP" },
        { "50.0 kg", _man with { WeightTenthsKg = 500 }, VerdictKind.Pass, "" },
        { "49.9 kg", _man with { WeightTenthsKg = 499 }, VerdictKind.Defer, "WEIGHT" },
        { "17", _man with { AgeYears = 17 }, VerdictKind.Pass, "" },
        { "16", _man with { AgeYears = 16 }, VerdictKind.Conditional, "PARENT-CONSENT" },
        { "15", _man with { AgeYears = 15 }, VerdictKind.Defer, "AGE-MIN" },
        { "arm", _man with { ArmAcceptable = false }, VerdictKind.Refer, "ARM" },
        { "platelets 150", Platelets(150), VerdictKind.Pass, "" },
        { "platelets 149", Platelets(149), VerdictKind.Defer, "PLT-COUNT" },
        { "protein 6.0", Protein(60), VerdictKind.Pass, "" },
        { "protein 5.9", Protein(59), VerdictKind.Defer, "PROTEIN" },
        { "protein 9.0", Protein(90), VerdictKind.Pass, "" },
        { "protein 9.1", Protein(91), VerdictKind.Defer, "PROTEIN" },
        { "no haemoglobin", _man with { HaemoglobinTenthsGPerDl = null }, VerdictKind.Missing, "Haemoglobin" },
        { "no pulse", _man with { PulseBpm = null }, VerdictKind.Missing, "Pulse" },
        { "therapeutic", _man with { Purpose = DonationPurpose.Therapeutic }, VerdictKind.Refer, "UNCOVERED:ACCEPTANCE:Haemoglobin" },
    };

    [Theory]
    [MemberData(nameof(Limits), DisableDiscoveryEnumeration = true)]
    public void Evaluate_WhenAtALimit_ThenLetsThroughOrStops(
        string name, AcceptanceFacts facts, VerdictKind kind, string code)
    {
        var verdict = RuleOutcome.Strictest(AcceptanceRules.Evaluate(Packs.Law, facts));
        Assert.True(kind == verdict.Kind && code == verdict.Code, $"{name}: {verdict}");
    }

    [Fact]
    public void Evaluate_WhenTheCentreIsTighter_ThenItsVerdictHolds()
    {
        var low = _woman with { HaemoglobinTenthsGPerDl = 124 };
        var verdict = RuleOutcome.Strictest(AcceptanceRules.Evaluate(Packs.Site, low));
        Assert.Equal(Verdict.Defer("HB-LOW", DeferralEnd.On(Packs.Today.AddDays(56))), verdict);

        var high = _man with { HaemoglobinTenthsGPerDl = 201 };
        Assert.Equal(Verdict.Pass, RuleOutcome.Strictest(AcceptanceRules.Evaluate(Packs.Law, high)));
        Assert.Equal(Verdict.Refer("HB-HIGH"), RuleOutcome.Strictest(AcceptanceRules.Evaluate(Packs.Site, high)));
        Assert.Equal(
            Verdict.Pass,
            RuleOutcome.Strictest(AcceptanceRules.Evaluate(Packs.Site, high with { HaemoglobinTenthsGPerDl = 200 })));
    }

    [Fact]
    public void Evaluate_WhenUnconfirmed_ThenRefersEvenWhenInLimits()
    {
        var book = Packs.LawOf(
            """
            {"kind":"acceptance","id":"X","evidence":"?","unconfirmed":"Refer",
             "test":{"analyte":"PULSE","unit":"bpm","op":"<=","value":100},"fail":{"deferral":"PULSE-RATE","refer":true}}
            """);
        var outcome = AcceptanceRules.Evaluate(book, _man).First(o => o.RuleId == "X");
        Assert.Equal(Verdict.Refer("UNCONFIRMED:X"), outcome.Verdict);
    }

    [Fact]
    public void Evaluate_WhenDone_ThenOutcomeSaysRulePackAndInputs()
    {
        var outcome = AcceptanceRules.Evaluate(Packs.Law, _man).First(o => o.RuleId == "US.HB.ALLO.M");
        Assert.Equal(Packs.Us.Hash, outcome.PackHash);
        Assert.Equal("145", outcome.Inputs["value"]);
        Assert.Equal("2026-06-10", outcome.Inputs["on"]);
        Assert.Equal(1, outcome.RuleVersion);
        Assert.NotEmpty(outcome.Cite);
    }

    [Theory]
    [InlineData("2008-02-29", "2026-02-28", 17)]
    [InlineData("2008-02-29", "2026-03-01", 18)]
    [InlineData("2009-06-10", "2026-06-10", 17)]
    [InlineData("2009-06-11", "2026-06-10", 16)]
    public void AgeOn_WhenAroundTheBirthday_ThenCountsFullYears(string birth, string on, int age) =>
        Assert.Equal(age, AcceptanceFacts.AgeOn(DateOnly.Parse(birth), DateOnly.Parse(on)));

    [Fact]
    public void CapturedUnits_WhenConverted_ThenRoundToTheSideThatAcceptsLess()
    {
        Assert.Equal(135, CapturedUnits.HaemoglobinFromGPerL(135));
        Assert.Equal(130, CapturedUnits.HaemoglobinFromMmolPerL(8.07m)); // 13.004
        Assert.Equal(129, CapturedUnits.HaemoglobinFromMmolPerL(8.06m)); // 12.988
        Assert.Equal(500, CapturedUnits.WeightFromPounds(110m));
        Assert.Equal(499, CapturedUnits.WeightFromPounds(109.9m));
        Assert.Equal(795, CapturedUnits.WeightFromPounds(175m));
        Assert.Equal(375, CapturedUnits.TemperatureFromFahrenheit(99.5m));
        Assert.Equal(376, CapturedUnits.TemperatureFromFahrenheit(99.6m));
    }

    private static AcceptanceFacts Hct(AcceptanceFacts facts, int tenths) =>
        facts with { HaemoglobinTenthsGPerDl = null, HaematocritTenthsPercent = tenths };

    private static AcceptanceFacts Double(AcceptanceFacts facts) => facts with { Type = DonationType.DoubleRedCells };

    private static AcceptanceFacts Autologous(int tenths) =>
        _man with { Purpose = DonationPurpose.Autologous, HaemoglobinTenthsGPerDl = tenths };

    private static AcceptanceFacts Platelets(int count) =>
        _man with { Type = DonationType.Platelets, PlateletCountThousandsPerUl = count };

    private static AcceptanceFacts Protein(int tenths) =>
        _man with { Type = DonationType.SourcePlasma, TotalProteinTenthsGPerDl = tenths };
}
