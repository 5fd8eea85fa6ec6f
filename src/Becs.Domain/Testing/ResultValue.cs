namespace Becs.Domain.Testing;

/// <summary>What a result says: an interpretation with the measured text, or the reactions of a blood grouping.</summary>
public sealed record ResultValue
{
    /// <summary>Null for a blood grouping.</summary>
    public Interpretation? Interpretation { get; init; }

    /// <summary>As measured, such as <c>S/CO 0.12</c>; never interpreted here.</summary>
    public string? Raw { get; init; }

    /// <summary>Reactions of a grouping, as BloodReactions writes them; null for every other test.</summary>
    public string? ReactionText { get; init; }

    /// <summary>Two blind entries agree when interpretation and reactions are the same; the measured text as well, where both gave one.
    /// </summary>
    public bool AgreesWith(ResultValue other) =>
        Interpretation == other.Interpretation
        && ReactionText == other.ReactionText
        && (Raw is null || other.Raw is null || Raw == other.Raw);
}
