using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class MedicationRulesTests
{
    private const DonationType Platelets = DonationType.Platelets;
    private const DonationType Plasma = DonationType.Plasma;
    private const DonationType Whole = DonationType.WholeBlood;

    [Theory]
    [InlineData("ASPIRIN", Platelets, "2026-06-08", "2026-06-11")] // Monday to Thursday
    [InlineData("PIROXICAM", Platelets, "2026-06-08", "2026-06-11")]
    [InlineData("CLOPIDOGREL", Platelets, "2026-06-01", "2026-06-15")]
    [InlineData("TICAGRELOR", Platelets, "2026-06-01", "2026-06-08")]
    [InlineData("PRASUGREL", Platelets, "2026-06-01", "2026-06-04")]
    [InlineData("VORAPAXAR", Platelets, "2026-05-31", "2026-06-30")]
    [InlineData("APIXABAN", Plasma, "2026-06-01", "2026-06-03")]
    [InlineData("WARFARIN", Plasma, "2026-06-01", "2026-06-08")]
    [InlineData("HEPARIN", Platelets, "2026-06-01", "2026-06-08")]
    [InlineData("FINASTERIDE", Whole, "2026-01-31", "2026-02-28")]
    [InlineData("MYCOPHENOLATE", Whole, "2026-06-01", "2026-07-13")]
    [InlineData("DUTASTERIDE", Whole, "2026-08-31", "2027-02-28")]
    [InlineData("HBIG", Whole, "2025-06-10", "2026-06-10")]
    [InlineData("LEFLUNOMIDE", Whole, "2024-02-29", "2026-02-28")]
    [InlineData("ACITRETIN", Whole, "2023-06-10", "2026-06-10")]
    [InlineData("PREP-ORAL", Whole, "2026-03-10", "2026-06-10")]
    [InlineData("PREP-INJ", Whole, "2024-06-10", "2026-06-10")]
    public void Evaluate_WhenAtTheEndOfTheWait_ThenPassesThatDayAndNotTheDayBefore(
        string drug, DonationType type, string taken, string end)
    {
        var last = DateOnly.Parse(taken);
        var first = DateOnly.Parse(end);
        Assert.Equal(VerdictKind.Pass, Of(drug, type, last, first).Kind);
        Assert.Equal(VerdictKind.Defer, Of(drug, type, last, first.AddDays(-1)).Kind);
        Assert.Equal(DeferralEnd.On(first), Of(drug, type, last, first.AddDays(-1)).Until);
    }

    [Theory]
    [InlineData("ASPIRIN", Whole, VerdictKind.Conditional, "EXCLUDE-PLATELETS")]
    [InlineData("ASPIRIN", Plasma, VerdictKind.Pass, "")]
    [InlineData("ASPIRIN", DonationType.DoubleRedCells, VerdictKind.Pass, "")]
    [InlineData("WARFARIN", Whole, VerdictKind.Conditional, "EXCLUDE-PLASMA+EXCLUDE-PLATELETS")]
    [InlineData("WARFARIN", Plasma, VerdictKind.Defer, "MED-ANTICOAGULANT")]
    [InlineData("ETRETINATE", Platelets, VerdictKind.Defer, "MED-TERATOGEN")]
    [InlineData("ART", Whole, VerdictKind.Defer, "HIV-HX")]
    [InlineData("EXPERIMENTAL", Whole, VerdictKind.Refer, "MED-EXPERIMENTAL")]
    [InlineData("ORAL-CONTRACEPTIVE", Whole, VerdictKind.Pass, "")]
    [InlineData("NOT-ON-THE-LIST", Whole, VerdictKind.Refer, "UNCOVERED:MEDICATION")]
    public void Evaluate_WhenTakenYesterday_ThenDependsOnTheProduct(
        string drug, DonationType type, VerdictKind kind, string code)
    {
        var verdict = Of(drug, type, Packs.Today.AddDays(-1), Packs.Today);
        Assert.Equal((kind, code), (verdict.Kind, verdict.Code));
    }

    [Fact]
    public void Evaluate_WhenTheLastDoseIsUnknownOrInTheFuture_ThenIsMissing()
    {
        Assert.Equal(VerdictKind.Missing, Of("ASPIRIN", Platelets, null, Packs.Today).Kind);
        Assert.Equal(VerdictKind.Missing, Of("ASPIRIN", Platelets, Packs.Today.AddDays(1), Packs.Today).Kind);
    }

    [Fact]
    public void Evaluate_WhenNoMedicine_ThenNoOutcome() =>
        Assert.Empty(MedicationRules.Evaluate(Packs.Law, Packs.Today, Whole, []));

    private static Verdict Of(string drug, DonationType type, DateOnly? taken, DateOnly on) =>
        RuleOutcome.Strictest(MedicationRules.Evaluate(Packs.Law, on, type, [new(drug, taken)]));
}
