using System.Text.Json.Serialization;

namespace Becs.Domain.Rules;

/// <summary>What is measured or looked at before a donation. Stored as scaled integers, see <see cref="AnalyteUnits"/>.
/// </summary>
public enum Analyte
{
    [JsonStringEnumMemberName("HB")]
    Haemoglobin,

    [JsonStringEnumMemberName("HCT")]
    Haematocrit,

    [JsonStringEnumMemberName("SYSTOLIC")]
    Systolic,

    [JsonStringEnumMemberName("DIASTOLIC")]
    Diastolic,

    [JsonStringEnumMemberName("PULSE")]
    Pulse,

    [JsonStringEnumMemberName("PULSE-REGULAR")]
    PulseRegular,

    [JsonStringEnumMemberName("TEMP")]
    Temperature,

    [JsonStringEnumMemberName("WEIGHT")]
    Weight,

    [JsonStringEnumMemberName("AGE")]
    Age,

    [JsonStringEnumMemberName("PLT-COUNT")]
    PlateletCount,

    [JsonStringEnumMemberName("PROTEIN")]
    TotalProtein,

    /// <summary>Both arms inspected: clean, no signs of injecting.</summary>
    [JsonStringEnumMemberName("ARM")]
    ArmAcceptable,

    /// <summary>The haemoglobin sample was not taken from the earlobe.</summary>
    [JsonStringEnumMemberName("SAMPLE-SITE")]
    SampleSiteAcceptable,
}

/// <summary>Unit of each analyte in rule files and the factor of its stored integer.</summary>
public static class AnalyteUnits
{
    /// <summary>The unit a rule must state, and the scale: stored integer = value × scale.</summary>
    public static (string Unit, int Scale) Of(Analyte analyte) => analyte switch
    {
        Analyte.Haemoglobin or Analyte.TotalProtein => ("g/dL", 10),
        Analyte.Haematocrit => ("%", 10),
        Analyte.Systolic or Analyte.Diastolic => ("mmHg", 1),
        Analyte.Pulse => ("bpm", 1),
        Analyte.Temperature => ("°C", 10),
        Analyte.Weight => ("kg", 10),
        Analyte.Age => ("years", 1),
        Analyte.PlateletCount => ("10^3/µL", 1),
        _ => ("yes/no", 1),
    };
}
