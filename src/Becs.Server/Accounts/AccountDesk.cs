using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Operations;
using Microsoft.AspNetCore.Identity;

namespace Becs.Server.Accounts;

/// <summary>Everything an administrator does to accounts; API and page call the same. Each call is one audited operation.</summary>
public sealed class AccountDesk(OperationRunner runner, SignInDesk signIn)
{
    public Task<OperationAnswer<AccountView>> CreateAsync(OperationRequest operation, CreateAccountRequest request, CancellationToken ct) =>
        runner.RunAsync(operation with { Permission = Permissions.AccountsManage }, (scope, token) => CreateAsync(scope, request, token), ct);

    public Task<OperationAnswer<AccountView>> LockAsync(OperationRequest operation, Guid id, CancellationToken ct) =>
        ChangeAsync(operation, id, "account.locked", (_, account) =>
        {
            account.Lock(operation.Reason!);
            return Task.CompletedTask;
        }, ct);

    public Task<OperationAnswer<AccountView>> UnlockAsync(OperationRequest operation, Guid id, CancellationToken ct) =>
        ChangeAsync(operation, id, "account.unlocked", (_, account) =>
        {
            account.Unlock();
            return Task.CompletedTask;
        }, ct);

    /// <summary>From <paramref name="endsAt"/> on the person may neither sign in nor sign; null takes the end back.</summary>
    public Task<OperationAnswer<AccountView>> EndAsync(OperationRequest operation, Guid id, DateTime? endsAt, CancellationToken ct) =>
        ChangeAsync(operation, id, "account.end-set", (_, account) =>
        {
            account.End(endsAt);
            return Task.CompletedTask;
        }, ct);

    public Task<OperationAnswer<AccountView>> SetRolesAsync(
        OperationRequest operation, Guid id, IReadOnlyList<string> roles, CancellationToken ct) =>
        ChangeAsync(operation, id, "account.roles-set", (_, account) =>
        {
            account.SetRoles(roles);
            return Task.CompletedTask;
        }, ct);

    public Task<OperationAnswer<AccountView>> GrantSitesAsync(
        OperationRequest operation, Guid id, IReadOnlyList<string> siteCodes, CancellationToken ct) =>
        ChangeAsync(operation, id, "account.sites-granted",
            async (scope, account) => account.GrantSites(await SiteIdsAsync(scope, siteCodes, ct)), ct);

    /// <summary>Replaces roles and grants at once, of the account as the administrator saw it.</summary>
    public Task<OperationAnswer<AccountView>> SetRightsAsync(
        OperationRequest operation, Guid id, long expectedVersion, IReadOnlyList<string> roles, IReadOnlyList<string> siteCodes,
        CancellationToken ct) =>
        ChangeAsync(operation, id, "account.rights-set", async (scope, account) =>
        {
            if (account.Version != expectedVersion)
            {
                throw new ConflictException("ACC-409", $"Account {id:D} changed since it was read.");
            }

            account.SetRoles(roles);
            account.GrantSites(await SiteIdsAsync(scope, siteCodes, ct));
        }, ct);

    /// <summary>
    /// The person's own password, given the present one. A wrong one counts as a failed sign-in. Every session of the account ends, this one
    /// too: whoever knew the former password is out.
    /// </summary>
    public async Task ChangeOwnPasswordAsync(OperationRequest operation, string current, string next, CancellationToken ct)
    {
        var answer = await runner.RunAsync(operation, async (scope, token) =>
        {
            var account = (await scope.GetRequiredService<IAccounts>()
                .FindAsync(scope.GetRequiredService<ICurrentOperation>().Context.UserId, token))!;
            var verdict = await signIn.CheckAsync(scope, account, current, totp: null);
            var known = verdict is SignInVerdict.SignedIn or SignInVerdict.TotpNeeded;
            if (known)
            {
                await SetPasswordAsync(scope, scope.GetRequiredService<UserManager<Account>>(), account, next);
            }

            scope.GetRequiredService<IAuditTrail>().Record(
                Subject(account), known ? "account.password-changed" : "account.password-change-refused", @new: known ? null : verdict.ToString());
            return known;
        }, ct);
        if (!answer.Value)
        {
            throw new InputException("ACC-005", "current", "The present password is wrong. Nothing was changed.");
        }
    }

    public Task<OperationAnswer<AccountView>> ResetPasswordAsync(
        OperationRequest operation, Guid id, string password, CancellationToken ct) =>
        ChangeAsync(operation, id, "account.password-reset", async (scope, account) =>
        {
            var users = scope.GetRequiredService<UserManager<Account>>();
            await SetPasswordAsync(scope, users, account, password);
            account.Unlock();
        }, ct);

    /// <param name="scope">The operation's services.</param>
    /// <param name="request">Who it is.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="passwordHash">A hash of the request's password made before, to be stored as it is.</param>
    internal static async Task<AccountView> CreateAsync(
        IServiceProvider scope, CreateAccountRequest request, CancellationToken ct, string? passwordHash = null)
    {
        var accounts = scope.GetRequiredService<IAccounts>();
        var users = scope.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByNameAsync(request.UserName, ct) is not null)
        {
            throw new ConflictException("ACC-002", $"There is already an account '{request.UserName}'.");
        }

        var operation = scope.GetRequiredService<ICurrentOperation>().Context;
        var account = new Account(scope.GetRequiredService<IIdGenerator>().New(), request.UserName, request.PrintedName, operation.NowAt);
        account.SetRoles(request.Roles);
        account.GrantSites(await SiteIdsAsync(scope, request.SiteCodes, ct));
        await SetPasswordAsync(scope, users, account, request.Password, passwordHash);
        accounts.Add(account);
        var view = await ViewAsync(scope, account, ct);
        scope.GetRequiredService<IAuditTrail>().Record(Subject(account), "account.created", @new: JsonSerializer.Serialize(view.Rights));
        return view;
    }

    internal static SubjectRef Subject(Account account) => new(SubjectKinds.Account, account.Id);

    internal static async Task<AccountView> ViewAsync(IServiceProvider scope, Account account, CancellationToken ct)
    {
        var sites = await scope.GetRequiredService<ISites>().AllAsync(ct);
        return AccountView.Of(account, sites);
    }

    private Task<OperationAnswer<AccountView>> ChangeAsync(
        OperationRequest request, Guid id, string what, Func<IServiceProvider, Account, Task> change, CancellationToken ct) =>
        runner.RunAsync(request with { Permission = Permissions.AccountsManage }, async (scope, token) =>
        {
            var account = await scope.GetRequiredService<IAccounts>().FindAsync(id, token)
                ?? throw new NotFoundException("ACC-404", $"There is no account {id:D}.");
            account.DemandNotOwnOf(scope.GetRequiredService<ICurrentOperation>().Context);
            var old = AccountView.Of(account, await scope.GetRequiredService<ISites>().AllAsync(token)).Rights;
            await change(scope, account);
            await scope.GetRequiredService<UserManager<Account>>().UpdateSecurityStampAsync(account);
            var view = await ViewAsync(scope, account, token);
            scope.GetRequiredService<IAuditTrail>()
                .Record(Subject(account), what, JsonSerializer.Serialize(old), JsonSerializer.Serialize(view.Rights));
            return view;
        }, ct);

    private static async Task SetPasswordAsync(
        IServiceProvider scope, UserManager<Account> users, Account account, string password, string? passwordHash = null)
    {
        foreach (var validator in users.PasswordValidators)
        {
            var verdict = await validator.ValidateAsync(users, account, password);
            if (!verdict.Succeeded)
            {
                throw new InputException("ACC-003", "password", string.Join(" ", verdict.Errors.Select(e => e.Description)));
            }
        }

        account.PasswordHash = passwordHash ?? scope.GetRequiredService<IPasswordHasher<Account>>().HashPassword(account, password);
        account.PasswordSetAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
        await users.UpdateSecurityStampAsync(account);
    }

    private static async Task<List<Guid>> SiteIdsAsync(IServiceProvider scope, IReadOnlyList<string> codes, CancellationToken ct)
    {
        var sites = await scope.GetRequiredService<ISites>().AllAsync(ct);
        return codes.Select(code => sites.FirstOrDefault(s => s.Code.Equals(code, StringComparison.OrdinalIgnoreCase))?.Id.Value
            ?? throw new InputException("ACC-004", "siteCodes", $"There is no site '{code}'.")).ToList();
    }
}
