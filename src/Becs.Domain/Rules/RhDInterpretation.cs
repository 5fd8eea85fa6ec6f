using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>RhD conclusion.</summary>
/// <param name="State">How far.</param>
/// <param name="RhD">Only when determined.</param>
/// <param name="Reason">Why not, in a code; empty when determined.</param>
/// <param name="IsWeakD">Positive only by the indirect test.</param>
public sealed record RhDConclusion(GroupingState State, RhD? RhD, string Reason, bool IsWeakD = false);

/// <summary>
/// RhD typing (domain.md 6.2; 21 CFR 640.5). A donor with weak D is labelled positive; a patient with weak D is
/// transfused as negative. The two contexts are never mixed, so there are two methods.
/// </summary>
public static class RhDInterpretation
{
    /// <summary>A donor: negative only after a negative test for weak D.</summary>
    public static RhDConclusion OfDonor(RhDReactions reactions)
    {
        ArgumentNullException.ThrowIfNull(reactions);
        if (Direct(reactions) is { } direct)
        {
            return direct;
        }

        return (reactions.WeakD, reactions.WeakDControl) switch
        {
            (Reaction.NotTested, _) or (_, Reaction.NotTested) =>
                new(GroupingState.Incomplete, null, "RHD-WEAK-D-TEST"),
            (_, not Reaction.Negative) => new(GroupingState.Invalid, null, "RHD-CONTROL"),
            (Reaction.Negative, _) => new(GroupingState.Determined, RhD.Negative, ""),
            (Reaction.MixedField or Reaction.Haemolysis, _) => new(GroupingState.Discrepancy, null, "RHD-MIXED-FIELD"),
            _ => new(GroupingState.Determined, RhD.Positive, "", IsWeakD: true),
        };
    }

    /// <summary>A patient: the direct test decides; weak D, if tested, is reported but transfused as
    /// negative.</summary>
    public static RhDConclusion OfPatient(RhDReactions reactions)
    {
        ArgumentNullException.ThrowIfNull(reactions);
        return Direct(reactions) ?? new(
            GroupingState.Determined,
            RhD.Negative,
            "",
            IsWeakD: reactions.WeakDControl == Reaction.Negative
                && reactions.WeakD is >= Reaction.Weak and <= Reaction.FourPlus);
    }

    // Null: the direct test is valid and negative.
    private static RhDConclusion? Direct(RhDReactions reactions)
    {
        if (reactions.AntiD == Reaction.NotTested || reactions.Control == Reaction.NotTested)
        {
            return new(GroupingState.Incomplete, null, "RHD-INCOMPLETE");
        }

        if (reactions.Control != Reaction.Negative)
        {
            return new(GroupingState.Invalid, null, "RHD-CONTROL");
        }

        Reaction[] reagents = [reactions.AntiD, reactions.SecondAntiD];
        if (reagents.Any(r => r is Reaction.MixedField or Reaction.Haemolysis))
        {
            return new(GroupingState.Discrepancy, null, "RHD-MIXED-FIELD");
        }

        var isPositive = reactions.AntiD > Reaction.Negative;
        var disagrees = reactions.SecondAntiD != Reaction.NotTested
            && isPositive != reactions.SecondAntiD > Reaction.Negative;
        return disagrees ? new(GroupingState.Discrepancy, null, "RHD-REAGENTS")
            : isPositive ? new(GroupingState.Determined, RhD.Positive, "")
            : null;
    }
}
