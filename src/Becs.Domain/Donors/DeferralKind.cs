using Becs.Domain.Rules;

namespace Becs.Domain.Donors;

/// <summary>How a deferral ends.</summary>
public enum DeferralKind
{
    /// <summary>On a day.</summary>
    Temporary,

    /// <summary>When a condition is met and a person clears it.</summary>
    Indefinite,

    /// <summary>Never.</summary>
    Permanent,
}

/// <summary>Codes of kinds in events and columns.</summary>
public static class DeferralKinds
{
    public static string Code(this DeferralKind kind) => kind switch
    {
        DeferralKind.Temporary => "temporary",
        DeferralKind.Indefinite => "indefinite",
        _ => "permanent",
    };

    public static DeferralKind Of(DeferralEnd end) => end.FirstAllowedOn is not null ? DeferralKind.Temporary
        : end.Condition is not null ? DeferralKind.Indefinite
        : DeferralKind.Permanent;
}
