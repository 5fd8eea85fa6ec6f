using Becs.Domain.Rules;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>Procedures of the form EXCLUDE-PLATELETS+EXCLUDE-PLASMA: the donation is allowed, these components are not made.</summary>
internal static class ExcludedProduct
{
    internal static bool TryParse(string procedure, out IReadOnlyList<DeferralScope> scopes)
    {
        var found = new List<DeferralScope>();
        scopes = found;
        foreach (var part in procedure.Split('+'))
        {
            DeferralScope? scope = part switch
            {
                "EXCLUDE-PLATELETS" => DeferralScope.Platelets,
                "EXCLUDE-PLASMA" => DeferralScope.Plasma,
                "EXCLUDE-REDCELLS" => DeferralScope.RedCells,
                _ => null,
            };
            if (scope is null)
            {
                return false;
            }

            found.Add(scope.Value);
        }

        return true;
    }
}
