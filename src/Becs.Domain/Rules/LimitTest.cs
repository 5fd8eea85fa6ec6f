using System.Text.Json.Serialization;

namespace Becs.Domain.Rules;

/// <summary>One limit: analyte, unit, operator, value. Limits are inclusive: the operator says so.</summary>
public sealed record LimitTest
{
    public required Analyte Analyte { get; init; }

    /// <summary>Must be the unit of the analyte; there is no conversion here.</summary>
    public required string Unit { get; init; }

    public required LimitOperator Op { get; init; }

    /// <summary>In the unit; 1 = yes, 0 = no for what is looked at.</summary>
    public required decimal Value { get; init; }

    internal string? Problem()
    {
        var (unit, scale) = AnalyteUnits.Of(Analyte);
        return Unit != unit ? $"{Analyte} is stated in {unit}"
            : decimal.IsInteger(Value * scale) ? null
            : $"{Analyte} is stored in 1/{scale} {unit}: {Value} does not fit";
    }

    internal int Scaled => ToScaled(Value);

    internal int ToScaled(decimal value) => (int)(value * AnalyteUnits.Of(Analyte).Scale);

    internal bool Allows(int scaled) => Op switch
    {
        LimitOperator.AtLeast => scaled >= Scaled,
        LimitOperator.AtMost => scaled <= Scaled,
        _ => scaled == Scaled,
    };

    internal bool IsLoosenedBy(LimitTest other) => Op switch
    {
        LimitOperator.AtLeast => other.Value < Value,
        LimitOperator.AtMost => other.Value > Value,
        _ => other.Value != Value,
    };
}

/// <summary>Operators of limits.</summary>
public enum LimitOperator
{
    [JsonStringEnumMemberName(">=")]
    AtLeast,

    [JsonStringEnumMemberName("<=")]
    AtMost,

    [JsonStringEnumMemberName("=")]
    Equal,
}
