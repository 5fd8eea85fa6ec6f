using Becs.Domain.Rules;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>
/// What a procedure costs the donor, to count against the yearly limits of the rule packs. Estimates on the high side: haematocrit
/// when measured, three times the haemoglobin otherwise, 55 % when neither is known.
/// </summary>
public static class ProcedureLoss
{
    /// <summary>Red cells in one platelet or plasma procedure, residual and samples (domain handbook 2.6, 46 mL).</summary>
    public const int ApheresisRedCellsMl = 46;

    private const int NominalWholeBloodMl = 500;
    private const int NominalPlasmaMl = 880;
    private const int NominalDoubleRedCellsMl = 400;

    /// <summary>Tubes and diversion pouch of one donation.</summary>
    public const int SamplesMl = 40;

    private const int TypicalHaematocritTenthsPercent = 450;
    private const int HighestHaematocritTenthsPercent = 550;

    /// <summary>Expected loss before the draw.</summary>
    public static (int RedCellsMl, int PlasmaMl) Expected(DonationType type) => type switch
    {
        DonationType.WholeBlood => Actual(type, NominalWholeBloodMl, TypicalHaematocritTenthsPercent),
        DonationType.Plasma or DonationType.SourcePlasma => Actual(type, NominalPlasmaMl, null),
        DonationType.DoubleRedCells => Actual(type, NominalDoubleRedCellsMl, null),
        _ => Actual(type, NominalWholeBloodMl / 2, null),
    };

    /// <summary>Loss of a draw, failed ones included: what was drawn is lost. Rounded up.</summary>
    /// <param name="type">What was collected.</param>
    /// <param name="volumeMl">Volume in the bag.</param>
    /// <param name="haematocritTenthsPercent">Of the donor that day; null takes the highest assumed.</param>
    public static (int RedCellsMl, int PlasmaMl) Actual(DonationType type, int volumeMl, int? haematocritTenthsPercent)
    {
        var haematocrit = haematocritTenthsPercent ?? HighestHaematocritTenthsPercent;
        return type switch
        {
            DonationType.WholeBlood => Split(volumeMl + SamplesMl, haematocrit),
            DonationType.SingleRedCells or DonationType.DoubleRedCells => (volumeMl + Split(SamplesMl, haematocrit).RedCellsMl, 0),
            DonationType.Platelets or DonationType.PlateletsMultiple => (ApheresisRedCellsMl, volumeMl),
            _ => (ApheresisRedCellsMl, volumeMl),
        };
    }

    /// <summary>Haematocrit to reckon with: measured, or three times the haemoglobin.</summary>
    public static int? Haematocrit(ExaminationMeasurements? measured) =>
        measured?.HaematocritTenthsPercent ?? measured?.HaemoglobinTenthsGPerDl * 3;

    private static (int RedCellsMl, int PlasmaMl) Split(int volumeMl, int haematocritTenthsPercent)
    {
        var redCells = ((volumeMl * haematocritTenthsPercent) + 999) / 1000;
        return (redCells, volumeMl - redCells);
    }
}
