namespace Becs.Domain.Rules;

/// <summary>What one rule says. Ordered by severity: the strictest of several is the greatest.</summary>
public enum VerdictKind
{
    /// <summary>Nothing against it.</summary>
    Pass,

    /// <summary>Allowed only with the named procedure, documented and signed.</summary>
    Conditional,

    /// <summary>The responsible physician decides.</summary>
    Refer,

    /// <summary>A fact the rule needs is not there; nothing proceeds until it is.</summary>
    Missing,

    /// <summary>The donor must wait.</summary>
    Defer,

    /// <summary>The thing tried is not allowed at all.</summary>
    Refuse,
}

/// <summary>One rule's verdict. Only <see cref="VerdictKind.Pass"/> lets anything proceed by itself.</summary>
/// <param name="Kind">Severity.</param>
/// <param name="Code">Deferral code, refusal code, procedure, reason or missing input; empty for Pass.</param>
/// <param name="Until">End, for Defer.</param>
public sealed record Verdict(VerdictKind Kind, string Code = "", DeferralEnd? Until = null)
{
    /// <summary>Nothing against it.</summary>
    public static Verdict Pass { get; } = new(VerdictKind.Pass);

    /// <summary>True for Pass.</summary>
    public bool IsPass => Kind == VerdictKind.Pass;

    /// <summary>The donor waits until the end.</summary>
    public static Verdict Defer(string code, DeferralEnd until) => new(VerdictKind.Defer, code, until);

    /// <summary>The physician decides.</summary>
    public static Verdict Refer(string reason) => new(VerdictKind.Refer, reason);

    /// <summary>Allowed with a procedure.</summary>
    public static Verdict Conditional(string procedure) => new(VerdictKind.Conditional, procedure);

    /// <summary>A needed input is absent.</summary>
    public static Verdict Missing(string input) => new(VerdictKind.Missing, input);

    /// <summary>Not allowed.</summary>
    public static Verdict Refuse(string code) => new(VerdictKind.Refuse, code);
}
