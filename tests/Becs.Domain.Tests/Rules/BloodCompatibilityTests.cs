using Becs.Domain.Isbt128;
using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class BloodCompatibilityTests
{
    private const AboGroup O = AboGroup.O;
    private const AboGroup A = AboGroup.A;
    private const AboGroup B = AboGroup.B;
    private const AboGroup AB = AboGroup.AB;
    private const AboGroup Bombay = AboGroup.Bombay;

    // The handbook's table, cell by cell: patient, product, allowed in order; "(X)" only by a procedure.
    private static readonly (AboGroup? Patient, ComponentClass Product, string Units)[] _table =
    [
        (O, ComponentClass.RedCells, "O"), (A, ComponentClass.RedCells, "A O"), (B, ComponentClass.RedCells, "B O"),
        (AB, ComponentClass.RedCells, "AB A B O"), (null, ComponentClass.RedCells, "O"), (Bombay, ComponentClass.RedCells, "Bombay"),
        (O, ComponentClass.WholeBlood, "O"), (A, ComponentClass.WholeBlood, "A (O)"), (B, ComponentClass.WholeBlood, "B (O)"),
        (AB, ComponentClass.WholeBlood, "AB (O)"), (null, ComponentClass.WholeBlood, "(O)"),
        (Bombay, ComponentClass.WholeBlood, "Bombay"),
        (O, ComponentClass.Plasma, "O A B AB"), (A, ComponentClass.Plasma, "A AB"), (B, ComponentClass.Plasma, "B AB"),
        (AB, ComponentClass.Plasma, "AB"), (null, ComponentClass.Plasma, "AB"),
        (O, ComponentClass.Cryo, "O A B AB"), (A, ComponentClass.Cryo, "A AB B O"), (B, ComponentClass.Cryo, "B AB A O"),
        (AB, ComponentClass.Cryo, "AB A B O"), (null, ComponentClass.Cryo, "AB A B O"),
        (O, ComponentClass.Platelets, "O A B AB"), (A, ComponentClass.Platelets, "A AB (B) (O)"),
        (B, ComponentClass.Platelets, "B AB (A) (O)"), (AB, ComponentClass.Platelets, "AB A B O"),
    ];

    [Fact]
    public void Evaluate_WhenAnyCell_ThenAsInTheTable()
    {
        foreach (var (patient, product, units) in _table)
        {
            foreach (var unit in Enum.GetValues<AboGroup>())
            {
                var verdict = Judge(product, new(patient, RhD.Positive, false), new(unit, RhD.Positive));
                var cells = units.Split(' ');
                var expected = cells.Contains($"{unit}") ? VerdictKind.Pass
                    : cells.Contains($"({unit})") ? VerdictKind.Conditional
                    : VerdictKind.Refuse;
                Assert.True(expected == verdict.Kind, $"{product}: patient {patient}, unit {unit}: {verdict}");
                Assert.True(expected != VerdictKind.Refuse || verdict.Code == "ABO-INCOMPATIBLE");
            }

            // A unit whose group is not known is compatible with nobody.
            var unknown = Judge(product, new(patient, RhD.Positive, false), new(null, RhD.Positive));
            Assert.Equal(VerdictKind.Refuse, unknown.Kind);
        }
    }

    [Fact]
    public void Evaluate_WhenThePatientsGroupIsNotInTheTable_ThenRefers()
    {
        Assert.Equal(Verdict.Refer("ABO-POLICY"), Judge(ComponentClass.Platelets, new(null, RhD.Positive, false), new(A, RhD.Positive)));
        Assert.Equal(VerdictKind.Refer, Judge(ComponentClass.Plasma, new(Bombay, RhD.Positive, false), new(O, RhD.Positive)).Kind);
        Assert.Equal(
            VerdictKind.Refer,
            Judge(ComponentClass.RedCells, new(AboGroup.ParaBombay, RhD.Positive, false), new(O, RhD.Positive)).Kind);
    }

    [Theory]
    [InlineData(RhD.Positive, false, RhD.Positive, VerdictKind.Pass)]
    [InlineData(RhD.Positive, false, RhD.Negative, VerdictKind.Pass)]
    [InlineData(RhD.Negative, false, RhD.Negative, VerdictKind.Pass)]
    [InlineData(RhD.Negative, true, RhD.Negative, VerdictKind.Pass)]
    [InlineData(RhD.Negative, false, RhD.Positive, VerdictKind.Conditional)]
    [InlineData(RhD.Negative, true, RhD.Positive, VerdictKind.Refuse)]
    [InlineData(null, false, RhD.Positive, VerdictKind.Conditional)]
    [InlineData(null, true, RhD.Positive, VerdictKind.Refuse)]
    [InlineData(null, true, RhD.Negative, VerdictKind.Pass)]
    [InlineData(RhD.Negative, true, null, VerdictKind.Refuse)]
    [InlineData(RhD.Negative, true, RhD.Pooled, VerdictKind.Refuse)]
    public void RedCells_WhenRhD_ThenNegativePatientsGetNegative(RhD? patient, bool strict, RhD? unit, VerdictKind kind)
    {
        Assert.Equal(kind, RuleOutcome.Strictest(RedCellCompatibility.Evaluate(Packs.Law, new(O, patient, strict), new(O, unit))).Kind);
        Assert.Equal(kind, Judge(ComponentClass.WholeBlood, new(O, patient, strict), new(O, unit)).Kind);
    }

    [Fact]
    public void PlasmaAndPlatelets_WhenRhDPositiveForNegative_ThenPass()
    {
        PatientGroup strict = new(A, RhD.Negative, true);
        UnitGroup positive = new(A, RhD.Positive);
        Assert.True(RuleOutcome.Strictest(PlasmaCompatibility.Evaluate(Packs.Law, strict, positive)).IsPass);
        Assert.True(Judge(ComponentClass.Cryo, strict, positive).IsPass);
        Assert.True(RuleOutcome.Strictest(PlateletPreference.Evaluate(Packs.Law, strict, positive)).IsPass);
    }

    [Fact]
    public void Attributes_WhenShown_ThenMeetTheCondition()
    {
        PatientGroup patient = new(A, RhD.Positive, false);
        Assert.Equal(Verdict.Conditional("LOW-TITRE"), Judge(ComponentClass.WholeBlood, patient, new(O, RhD.Positive)));
        Assert.True(Judge(ComponentClass.WholeBlood, patient, new(O, RhD.Positive, new HashSet<string> { "LOW-TITRE" })).IsPass);
        Assert.Equal(Verdict.Conditional("PLT-TITRE-OR-PAS"), Judge(ComponentClass.Platelets, patient, new(B, RhD.Positive)));
    }

    [Fact]
    public void Preference_WhenRanked_ThenOwnGroupThenOwnRhDThenOthers()
    {
        PatientGroup negative = new(A, RhD.Negative, false);
        (AboGroup, RhD)[] units = [(O, RhD.Negative), (A, RhD.Positive), (AB, RhD.Positive), (A, RhD.Negative), (AB, RhD.Negative)];
        var ranked = units.Select(u => (u, Rank: PlateletPreference.Rank(Packs.Law, negative, new(u.Item1, u.Item2))))
            .Where(r => r.Rank is not null).OrderBy(r => r.Rank).Select(r => r.u);
        Assert.Equal([(A, RhD.Negative), (A, RhD.Positive), (AB, RhD.Negative), (AB, RhD.Positive)], ranked);

        // A positive patient gets positive red cells first: negative ones are kept for those who need them.
        PatientGroup positive = new(A, RhD.Positive, false);
        Assert.True(Red(positive, A, RhD.Positive) < Red(positive, A, RhD.Negative));
        Assert.True(Red(positive, A, RhD.Negative) < Red(positive, O, RhD.Positive));
        Assert.Null(Red(negative, A, RhD.Positive));
        Assert.Null(Red(positive, B, RhD.Positive));
    }

    [Fact]
    public void Evaluate_WhenTheCentreAllowsLess_ThenTheIntersectionHolds()
    {
        var centre = Packs.Of(
            "centre", """{"kind":"abo-compatibility","id":"C","product":"RedCells","patient":"A","units":[{"abo":"A"}]}""");
        var book = new RuleLibrary([Packs.Us, centre]).On(Packs.Today);
        PatientGroup patient = new(A, RhD.Positive, false);
        Assert.True(RuleOutcome.Strictest(RedCellCompatibility.Evaluate(book, patient, new(A, RhD.Positive))).IsPass);
        Assert.Equal(
            VerdictKind.Refuse, RuleOutcome.Strictest(RedCellCompatibility.Evaluate(book, patient, new(O, RhD.Positive))).Kind);
    }

    [Theory]
    [InlineData(0, VerdictKind.Pass)]
    [InlineData(3, VerdictKind.Pass)]
    [InlineData(4, VerdictKind.Refuse)]
    [InlineData(-1, VerdictKind.Missing)]
    public void PatientSample_WhenSoOld_ThenValidToTheEndOfDayThree(int days, VerdictKind kind)
    {
        foreach (var exposed in new bool?[] { true, false, null })
        {
            var drawnOn = Packs.Today.AddDays(-days);
            Assert.Equal(
                kind, RuleOutcome.Strictest(PatientSampleRules.Evaluate(Packs.Law, drawnOn, Packs.Today, exposed)).Kind);
        }

        Assert.Equal(
            VerdictKind.Missing, RuleOutcome.Strictest(PatientSampleRules.Evaluate(Packs.Law, null, Packs.Today, true)).Kind);
    }

    private static int? Red(PatientGroup patient, AboGroup abo, RhD rhD) =>
        BloodCompatibility.Preference(Packs.Law, ComponentClass.RedCells, patient, new(abo, rhD));

    private static Verdict Judge(ComponentClass product, PatientGroup patient, UnitGroup unit) =>
        RuleOutcome.Strictest(BloodCompatibility.Evaluate(Packs.Law, product, patient, unit));
}
