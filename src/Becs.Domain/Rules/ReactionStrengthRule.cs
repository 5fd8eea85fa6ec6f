namespace Becs.Domain.Rules;

/// <summary>Weakest reactions that count, and how many determinations a first-time donor needs (domain.md 6.1,
/// 6.3).</summary>
public sealed record ReactionStrengthRule : Rule
{
    /// <summary>Weakest positive forward reaction.</summary>
    public required Reaction ForwardMinimum { get; init; }

    /// <summary>Weakest positive reverse reaction.</summary>
    public required Reaction ReverseMinimum { get; init; }

    /// <summary>Independent determinations before a first-time donor's group is labelled.</summary>
    public required int FirstTimeDeterminations { get; init; }

    /// <inheritdoc/>
    public override string Topic => "reaction-strength";

    internal override string? Problem() =>
        ForwardMinimum is < Reaction.Weak or > Reaction.FourPlus
            || ReverseMinimum is < Reaction.Weak or > Reaction.FourPlus
            ? "minimum strengths are Weak to FourPlus"
            : FirstTimeDeterminations < 1 ? "needs one determination or more" : null;

    internal override string? LoosenedBy(Rule other) => other is ReactionStrengthRule rule
        && (rule.ForwardMinimum < ForwardMinimum || rule.ReverseMinimum < ReverseMinimum
            || rule.FirstTimeDeterminations < FirstTimeDeterminations)
        ? "it accepts weaker reactions or fewer determinations"
        : null;
}
