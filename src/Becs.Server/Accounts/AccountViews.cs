using Becs.Server.Hosting;

namespace Becs.Server.Accounts;

/// <summary>An account in the list.</summary>
public sealed record AccountRow(
    Guid Id, string UserName, string PrintedName, IReadOnlyList<string> Roles, IReadOnlyList<Guid> SiteIds, bool IsLocked, string? LockReason,
    DateTime? LastSignInAt, long Version, DateTime? EndsAt = null);

/// <summary>A site that can be granted.</summary>
public sealed record GrantableSite(Guid Id, string Code, string Name);

/// <summary>A new account. The first password is given to the person, who must change it.</summary>
public sealed record NewAccount(string UserName, string PrintedName, string Password, IReadOnlyList<string> Roles, IReadOnlyList<Guid> SiteIds);

/// <summary>Seam between the account pages and the accounts. Each change is an audited operation with a reason.</summary>
public interface IAccountPages
{
    Task<PageOf<AccountRow>> ListAsync(string search, int page, int pageSize, CancellationToken cancellationToken = default);

    Task<AccountRow?> FindAsync(Guid account, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<GrantableSite>> SitesAsync(CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(NewAccount account, CancellationToken cancellationToken = default);

    Task ChangeAsync(
        Guid account, long expectedVersion, IReadOnlyList<string> roles, IReadOnlyList<Guid> siteIds, string reason,
        CancellationToken cancellationToken = default);

    Task LockAsync(Guid account, string reason, CancellationToken cancellationToken = default);

    /// <summary>From this instant on the account may neither sign in nor sign; null takes the end back.</summary>
    Task EndAsync(Guid account, DateTime? endsAt, string reason, CancellationToken cancellationToken = default);

    Task UnlockAsync(Guid account, string reason, CancellationToken cancellationToken = default);

    /// <summary>The signed-in person's own password.</summary>
    Task ChangePasswordAsync(string current, string next, CancellationToken cancellationToken = default);
}
