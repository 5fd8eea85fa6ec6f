using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;

namespace Becs.Server.Audit;

/// <summary>
/// Who could have done a task, by the rules of the task itself (<c>WorkTask</c>): permission and role at its site, not excluded by an earlier step.
/// What a role may is what it may in this build.
/// </summary>
internal static class PastSignersOf
{
    /// <param name="task">The task.</param>
    /// <param name="accounts">The accounts at that moment.</param>
    /// <param name="siteCode">Code of the task's site.</param>
    /// <param name="day">The day at that site, by which training counts.</param>
    public static PastSigners Of(PastTask task, IReadOnlyList<PastAccount> accounts, string siteCode, DateOnly day)
    {
        var able = accounts.Where(a => a.IsKnown && !a.IsLocked && a.SiteCodes.Contains(siteCode, StringComparer.OrdinalIgnoreCase) && May(task, a, day)).ToList();
        return new PastSigners(
            task.CandidatePermission, task.CandidateRoles, Names(able.Where(a => !task.ExcludedUserIds.Contains(a.Id))),
            Names(able.Where(a => task.ExcludedUserIds.Contains(a.Id))), Names(accounts.Where(a => !a.IsKnown)), task.AssignedToId);
    }

    private static bool May(PastTask task, PastAccount account, DateOnly day)
    {
        var (permissions, _) = GatedPermission.On(Account.PermissionsOf(account.Roles), account.Gated, day);
        return permissions.Contains(Permissions.TasksWork) && (task.CandidatePermission is null || permissions.Contains(task.CandidatePermission))
            && (task.CandidateRoles.Count == 0 || task.CandidateRoles.Any(r => account.Roles.Contains(r, StringComparer.Ordinal) || Roles.All.TryGetValue(r, out var needed) && needed.All(permissions.Contains)));
    }

    private static IReadOnlyList<PastPerson> Names(IEnumerable<PastAccount> accounts) => [.. accounts.Select(a => new PastPerson(a.Id, a.UserName, a.PrintedName))];
}
