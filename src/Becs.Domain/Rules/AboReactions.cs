namespace Becs.Domain.Rules;

/// <summary>Strength of one reaction.</summary>
public enum Reaction
{
    NotTested, Negative, Weak, OnePlus, TwoPlus, ThreePlus, FourPlus, MixedField, Haemolysis,
}

/// <summary>Text form of reactions: 0, w, 1+ to 4+, mf, h, nt.</summary>
public static class ReactionText
{
    private static readonly string[] _texts = ["nt", "0", "w", "1+", "2+", "3+", "4+", "mf", "h"];

    /// <summary>Reads the text form, or null.</summary>
    public static Reaction? Parse(string? text) =>
        Array.IndexOf(_texts, text) is var index and >= 0 ? (Reaction)index : null;

    /// <summary>Writes the text form.</summary>
    public static string Of(Reaction reaction) => _texts[(int)reaction];
}

/// <summary>Forward and reverse grouping with its control (domain.md 6.1).</summary>
/// <param name="AntiA">Cells with anti-A.</param>
/// <param name="AntiB">Cells with anti-B.</param>
/// <param name="A1Cells">Serum with A1 cells.</param>
/// <param name="BCells">Serum with B cells.</param>
/// <param name="Control">Negative control or autocontrol.</param>
public sealed record AboReactions(Reaction AntiA, Reaction AntiB, Reaction A1Cells, Reaction BCells, Reaction Control);

/// <summary>RhD typing (domain.md 6.2).</summary>
/// <param name="AntiD">Direct test.</param>
/// <param name="Control">Its control.</param>
/// <param name="SecondAntiD">A second reagent, where used.</param>
/// <param name="WeakD">Indirect test for weak D.</param>
/// <param name="WeakDControl">Its control.</param>
public sealed record RhDReactions(
    Reaction AntiD,
    Reaction Control,
    Reaction SecondAntiD = Reaction.NotTested,
    Reaction WeakD = Reaction.NotTested,
    Reaction WeakDControl = Reaction.NotTested);
