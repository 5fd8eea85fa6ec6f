using Becs.Domain.Accounts;
using Becs.Domain.Sites;

namespace Becs.Server.Accounts;

/// <summary>An account as administrators see it.</summary>
public sealed record AccountView(
    Guid Id, string UserName, string PrintedName, AccountRights Rights, DateTime? LockedOutUntilAt, DateTime CreatedAt, DateTime? LastSignInAt)
{
    public static AccountView Of(Account account, IReadOnlyList<Site> sites) => new(
        account.Id, account.UserName, account.PrintedName,
        new AccountRights(account.RoleNames, account.SiteIds.Select(id => sites.FirstOrDefault(s => s.Id.Value == id)?.Code ?? id.ToString("D")).ToList(),
            account.IsLocked, account.LockReason, account.EndsAt),
        account.LockedOutUntilAt, account.CreatedAt, account.LastSignInAt);
}

/// <summary>What an account may do: the old and new value in the audit.</summary>
public sealed record AccountRights(IReadOnlyList<string> Roles, IReadOnlyList<string> SiteCodes, bool IsLocked, string? LockReason, DateTime? EndsAt);
