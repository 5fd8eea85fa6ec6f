using Becs.Domain.Rules;

namespace Becs.Domain.Donors;

/// <summary>Codes of deferral scopes, in events and requests.</summary>
public static class DeferralScopes
{
    public static string Code(this DeferralScope scope) => scope switch
    {
        DeferralScope.All => "all",
        DeferralScope.Platelets => "platelets",
        DeferralScope.Plasma => "plasma",
        DeferralScope.RedCells => "red-cells",
        _ => "directed",
    };
}
