using Becs.Domain.Rules;

namespace Becs.Domain.Donors;

/// <summary>
/// What was measured and seen. Only in the erasable store. Null = not measured, which is never "in limits". Values are
/// converted once, at capture; the raw text stays beside.
/// </summary>
public sealed record ExaminationMeasurements
{
    /// <summary>Tenths of g/dL (130 = 13.0 g/dL). One of haemoglobin and haematocrit is needed.</summary>
    public int? HaemoglobinTenthsGPerDl { get; init; }

    /// <summary>Tenths of a percent (390 = 39.0 %).</summary>
    public int? HaematocritTenthsPercent { get; init; }

    /// <summary>The values as read with their units, such as <c>131 g/L</c>.</summary>
    public string? RawText { get; init; }

    /// <summary>The haemoglobin sample was not taken from the earlobe (21 CFR 630.10(f)(3)).</summary>
    public bool? SampleSiteAcceptable { get; init; }

    public int? SystolicMmHg { get; init; }

    public int? DiastolicMmHg { get; init; }

    public int? PulseBpm { get; init; }

    public bool? PulseRegular { get; init; }

    /// <summary>Declares to be a healthy athlete (slow pulse).</summary>
    public bool Athlete { get; init; }

    /// <summary>Oral temperature in tenths of a degree Celsius (366 = 36.6).</summary>
    public int? TemperatureTenthsC { get; init; }

    /// <summary>Tenths of a kilogram (705 = 70.5 kg).</summary>
    public int? WeightTenthsKg { get; init; }

    /// <summary>Both arms inspected: clean, no signs of injecting.</summary>
    public bool? ArmAcceptable { get; init; }

    /// <summary>Thousands per microlitre, before a platelet apheresis.</summary>
    public int? PlateletCountThousandsPerUl { get; init; }

    /// <summary>Tenths of g/dL, before a plasma apheresis.</summary>
    public int? TotalProteinTenthsGPerDl { get; init; }
}
