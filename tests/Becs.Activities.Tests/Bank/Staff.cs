using Becs.Domain.Shared;

namespace Becs.Activities.Tests.Bank;

/// <summary>The demo's people with the permissions of their roles.</summary>
internal static class Staff
{
    private static readonly Dictionary<string, string> _roles = new(StringComparer.Ordinal)
    {
        ["reg"] = Roles.Registrar,
        ["scr"] = Roles.Screener,
        ["phl"] = Roles.Phlebotomist,
        ["phy"] = Roles.Physician,
        ["lab"] = Roles.Laboratory,
        ["cmp"] = Roles.Components,
        ["lbl"] = Roles.Labels,
        ["rel"] = Roles.Release,
        ["iss"] = Roles.Issue,
        ["hos"] = Roles.Hospital,
        ["qa"] = Roles.Quality,
    };

    /// <summary>Permissions of an account such as <c>rel1</c>; of <c>all9</c>, every permission there is.</summary>
    public static string[] PermissionsOf(string user)
    {
        var role = user.TrimEnd("0123456789".ToCharArray());
        return role == "all" ? [.. Roles.All.Values.SelectMany(p => p).Distinct()] : [.. Roles.All[_roles[role]]];
    }
}
