using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>What a test said.</summary>
public enum Interpretation
{
    NonReactive,
    Reactive,

    /// <summary>Near the cut-off: not negative.</summary>
    GreyZone,

    /// <summary>A confirmatory test that decides nothing: not negative.</summary>
    Indeterminate,

    /// <summary>The measurement failed; test again. Not a negative.</summary>
    Invalid,
}

/// <summary>Codes of interpretations in events, requests and laboratory files.</summary>
public static class Interpretations
{
    public static string Code(this Interpretation interpretation) => interpretation switch
    {
        Interpretation.NonReactive => "NR",
        Interpretation.Reactive => "R",
        Interpretation.GreyZone => "GZ",
        Interpretation.Indeterminate => "IND",
        _ => "INV",
    };

    /// <summary>There is no default: a code that is not known is refused, never taken as negative.</summary>
    /// <exception cref="InputException">TST-005 for anything else.</exception>
    public static Interpretation Parse(string? code) => code switch
    {
        "NR" => Interpretation.NonReactive,
        "R" => Interpretation.Reactive,
        "GZ" => Interpretation.GreyZone,
        "IND" => Interpretation.Indeterminate,
        "INV" => Interpretation.Invalid,
        _ => throw new InputException("TST-005", "interpretation", $"There is no interpretation '{code}': R, NR, GZ, IND, INV."),
    };
}
