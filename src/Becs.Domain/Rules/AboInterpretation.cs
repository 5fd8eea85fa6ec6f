using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>How far a group was determined.</summary>
public enum GroupingState
{
    /// <summary>A group is reported.</summary>
    Determined,

    /// <summary>Reactions are missing.</summary>
    Incomplete,

    /// <summary>A control reacted: test again.</summary>
    Invalid,

    /// <summary>No group is reported; components are held.</summary>
    Discrepancy,
}

/// <summary>ABO conclusion.</summary>
/// <param name="State">How far.</param>
/// <param name="Abo">Only when determined.</param>
/// <param name="Reason">Why not, in a code; empty when determined.</param>
/// <param name="Rules">The strength rules applied.</param>
public sealed record AboConclusion(GroupingState State, AboGroup? Abo, string Reason, IReadOnlyList<RuleOutcome> Rules);

/// <summary>
/// ABO from forward and reverse reactions (domain.md 6.1): four sign patterns are groups, the other twelve, mixed
/// field, haemolysis and reactions weaker than the minimum are discrepancies.
/// </summary>
public static class AboInterpretation
{
    /// <summary>Interprets one determination. Strictest minimum of all packs.</summary>
    /// <exception cref="Shared.RuleException">RULE-007: no pack states minimum strengths.</exception>
    public static AboConclusion Interpret(RuleBook book, AboReactions reactions)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(reactions);
        var rules = book.All<ReactionStrengthRule>().ToList();
        if (rules.Count == 0)
        {
            throw RuleError.Refuse(RuleError.NothingCovers, "no rule states the weakest reactions that count.");
        }

        var (state, abo, reason) = Conclude(
            reactions, rules.Max(r => r.ForwardMinimum), rules.Max(r => r.ReverseMinimum));
        var verdict = state == GroupingState.Determined ? Verdict.Pass : Verdict.Refuse(reason);
        return new AboConclusion(state, abo, reason, [.. rules.Select(rule => RuleOutcome.Of(
            rule,
            rule.Confirmed(verdict),
            ("antiA", ReactionText.Of(reactions.AntiA)),
            ("antiB", ReactionText.Of(reactions.AntiB)),
            ("a1Cells", ReactionText.Of(reactions.A1Cells)),
            ("bCells", ReactionText.Of(reactions.BCells)),
            ("control", ReactionText.Of(reactions.Control))))]);
    }

    private static (GroupingState State, AboGroup? Abo, string Reason) Conclude(
        AboReactions reactions, Reaction forwardMinimum, Reaction reverseMinimum)
    {
        Reaction[] all = [reactions.AntiA, reactions.AntiB, reactions.A1Cells, reactions.BCells];
        if (reactions.Control is not (Reaction.Negative or Reaction.NotTested))
        {
            return (GroupingState.Invalid, null, "ABO-CONTROL");
        }

        if (reactions.Control == Reaction.NotTested || all.Contains(Reaction.NotTested))
        {
            return (GroupingState.Incomplete, null, "ABO-INCOMPLETE");
        }

        if (all.Any(r => r is Reaction.MixedField or Reaction.Haemolysis))
        {
            return (GroupingState.Discrepancy, null, "ABO-MIXED-FIELD");
        }

        if (all[..2].Any(r => r > Reaction.Negative && r < forwardMinimum)
            || all[2..].Any(r => r > Reaction.Negative && r < reverseMinimum))
        {
            return (GroupingState.Discrepancy, null, "ABO-WEAK");
        }

        var pattern = string.Concat(all.Select(r => r == Reaction.Negative ? '-' : '+'));
        AboGroup? abo = pattern switch
        {
            "+--+" => AboGroup.A,
            "-++-" => AboGroup.B,
            "++--" => AboGroup.AB,
            "--++" => AboGroup.O,
            _ => null,
        };
        return abo is null ? (GroupingState.Discrepancy, null, "ABO-PATTERN") : (GroupingState.Determined, abo, "");
    }
}
