using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Shell.Session;
using FluentValidation;

namespace Becs.Server.Accounts;

/// <summary>Accounts for their pages. What is changed goes through <see cref="AccountDesk"/>, with the validators of the API.</summary>
internal sealed class AccountPages(
    PageReads pages, PageCaller caller, AccountDesk desk, IValidator<CreateAccountRequest> newAccounts, IValidator<AccountRolesRequest> roleChanges,
    IValidator<AccountSitesRequest> siteChanges) : IAccountPages
{
    /// <summary>Most accounts looked through by a search.</summary>
    private const int MostSearched = 5000;

    public Task<PageOf<AccountRow>> ListAsync(string search, int page, int pageSize, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AccountsManage, async (scope, _) =>
        {
            var accounts = scope.GetRequiredService<IAccounts>();
            var (skip, wanted) = ((page - 1) * pageSize, search.Trim());
            if (wanted.Length == 0)
            {
                var (items, total) = await accounts.PageAsync(skip, pageSize, cancellationToken);
                return new PageOf<AccountRow>([.. items.Select(RowOf)], page, pageSize, total);
            }

            var (all, _) = await accounts.PageAsync(0, MostSearched, cancellationToken);
            var found = all.Where(a => a.UserName.Contains(wanted, StringComparison.OrdinalIgnoreCase)
                || a.PrintedName.Contains(wanted, StringComparison.CurrentCultureIgnoreCase)).ToList();
            return new PageOf<AccountRow>([.. found.Skip(skip).Take(pageSize).Select(RowOf)], page, pageSize, found.Count);
        }, cancellationToken);

    public Task<AccountRow?> FindAsync(Guid account, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.AccountsManage, async (scope, _) =>
            await scope.GetRequiredService<IAccounts>().FindAsync(account, cancellationToken) is { } found ? RowOf(found) : null,
            cancellationToken);

    public Task<IReadOnlyList<GrantableSite>> SitesAsync(CancellationToken cancellationToken = default) =>
        pages.ReadAsync<IReadOnlyList<GrantableSite>>(Permissions.AccountsManage, async (scope, _) =>
            [.. (await scope.GetRequiredService<ISites>().AllAsync(cancellationToken)).Select(s => new GrantableSite(s.Id.Value, s.Code, s.Name))],
            cancellationToken);

    public async Task<Guid> CreateAsync(NewAccount account, CancellationToken cancellationToken = default)
    {
        var request = new CreateAccountRequest(
            account.UserName.Trim(), account.PrintedName.Trim(), account.Password, account.Roles, await CodesAsync(account.SiteIds, cancellationToken));
        Demand(await newAccounts.ValidateAsync(request, cancellationToken));
        var operation = await caller.OperationAsync("account.create", body: request with { Password = "" });
        return (await desk.CreateAsync(operation, request, cancellationToken)).Value!.Id;
    }

    public async Task ChangeAsync(
        Guid account, long expectedVersion, IReadOnlyList<string> roles, IReadOnlyList<Guid> siteIds, string reason,
        CancellationToken cancellationToken = default)
    {
        var codes = await CodesAsync(siteIds, cancellationToken);
        Demand(await roleChanges.ValidateAsync(new(roles, reason), cancellationToken));
        Demand(await siteChanges.ValidateAsync(new(codes, reason), cancellationToken));
        var operation = await caller.OperationAsync("account.set-rights", reason: reason, body: new { account, expectedVersion, roles, codes });
        await desk.SetRightsAsync(operation, account, expectedVersion, roles, codes, cancellationToken);
    }

    public async Task LockAsync(Guid account, string reason, CancellationToken cancellationToken = default) => await desk.LockAsync(
        await caller.OperationAsync("account.lock", reason: reason, body: new { account }), account, cancellationToken);

    public async Task EndAsync(Guid account, DateTime? endsAt, string reason, CancellationToken cancellationToken = default) =>
        await desk.EndAsync(
            await caller.OperationAsync("account.set-end", reason: reason, body: new { account, endsAt }), account, endsAt, cancellationToken);

    public async Task UnlockAsync(Guid account, string reason, CancellationToken cancellationToken = default) => await desk.UnlockAsync(
        await caller.OperationAsync("account.unlock", reason: reason, body: new { account }), account, cancellationToken);

    public async Task ChangePasswordAsync(string current, string next, CancellationToken cancellationToken = default) =>
        await desk.ChangeOwnPasswordAsync(await caller.OperationAsync("account.change-password"), current, next, cancellationToken);

    private async Task<IReadOnlyList<string>> CodesAsync(IReadOnlyList<Guid> siteIds, CancellationToken cancellationToken) =>
        [.. (await SitesAsync(cancellationToken)).Where(s => siteIds.Contains(s.Id)).Select(s => s.Code)];

    private static void Demand(FluentValidation.Results.ValidationResult verdict)
    {
        if (verdict.Errors.FirstOrDefault() is { } error)
        {
            throw new InputException("INP-401", error.PropertyName, error.ErrorMessage);
        }
    }

    private static AccountRow RowOf(Account a) => new(
        a.Id, a.UserName, a.PrintedName, a.RoleNames, a.SiteIds, a.IsLocked, a.LockReason, a.LastSignInAt, a.Version, a.EndsAt);
}
