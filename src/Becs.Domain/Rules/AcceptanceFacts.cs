namespace Becs.Domain.Rules;

/// <summary>What the examination found. Scaled integers in the units of <see cref="AnalyteUnits"/>; null = not
/// measured.</summary>
public sealed record AcceptanceFacts
{
    /// <summary>Local day of the examination.</summary>
    public required DateOnly On { get; init; }

    public required DonationType Type { get; init; }

    public DonationPurpose Purpose { get; init; } = DonationPurpose.Allogeneic;

    /// <summary>Null = not known: every sex's rule applies.</summary>
    public DonorSex? Sex { get; init; }

    public int? HaemoglobinTenthsGPerDl { get; init; }

    public int? HaematocritTenthsPercent { get; init; }

    public int? SystolicMmHg { get; init; }

    public int? DiastolicMmHg { get; init; }

    public int? PulseBpm { get; init; }

    public bool? PulseRegular { get; init; }

    public int? TemperatureTenthsC { get; init; }

    public int? WeightTenthsKg { get; init; }

    public int? AgeYears { get; init; }

    public int? PlateletCountThousandsPerUl { get; init; }

    public int? TotalProteinTenthsGPerDl { get; init; }

    public bool? ArmAcceptable { get; init; }

    public bool? SampleSiteAcceptable { get; init; }

    /// <summary>Declares to be a healthy athlete (slow pulse).</summary>
    public bool Athlete { get; init; }

    /// <summary>Age in full years on a day; a birthday on 29 February is reached on 1 March of other years.</summary>
    public static int AgeOn(DateOnly birthDate, DateOnly on)
    {
        var years = on.Year - birthDate.Year;
        return (on.Month, on.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? years - 1 : years;
    }

    internal int? ValueOf(Analyte analyte) => analyte switch
    {
        Analyte.Haemoglobin => HaemoglobinTenthsGPerDl,
        Analyte.Haematocrit => HaematocritTenthsPercent,
        Analyte.Systolic => SystolicMmHg,
        Analyte.Diastolic => DiastolicMmHg,
        Analyte.Pulse => PulseBpm,
        Analyte.PulseRegular => AsNumber(PulseRegular),
        Analyte.Temperature => TemperatureTenthsC,
        Analyte.Weight => WeightTenthsKg,
        Analyte.Age => AgeYears,
        Analyte.PlateletCount => PlateletCountThousandsPerUl,
        Analyte.TotalProtein => TotalProteinTenthsGPerDl,
        Analyte.ArmAcceptable => AsNumber(ArmAcceptable),
        Analyte.SampleSiteAcceptable => AsNumber(SampleSiteAcceptable),
        _ => null,
    };

    private static int? AsNumber(bool? flag) => flag is { } value ? value ? 1 : 0 : null;
}
