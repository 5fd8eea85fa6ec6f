using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;

namespace Becs.Server.Accounts;

public enum SignInVerdict
{
    SignedIn,

    /// <summary>Wrong name, password or code: the same answer for all.</summary>
    Refused,

    /// <summary>Locked by a person, or for a while after failed attempts.</summary>
    Locked,

    /// <summary>The person's work here has ended. Said only to who knows the password.</summary>
    Ended,

    /// <summary>Right so far; the account's one-time code is missing.</summary>
    TotpNeeded,
}

public sealed record SignInAnswer(SignInVerdict Verdict, Account? Account, string SessionId);

/// <summary>Checks credentials for page and API alike. Every attempt is one audited operation; failures count towards the lock-out.</summary>
public sealed class SignInDesk(OperationRunner runner, IIdGenerator ids, BecsSettings settings)
{
    /// <summary>Compared against when nobody has the name given, so that the answer takes as long.</summary>
    private static readonly Account Nobody = new(Guid.Empty, "nobody", "nobody", default);

    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, "no password at all");

    public async Task<SignInAnswer> SignInAsync(
        string userName, string password, string? totp, string workstation, CancellationToken cancellationToken)
    {
        var operation = OperationRequest.System(ids.New(), "account.sign-in") with { Workstation = workstation };
        Account? account = null;
        var answer = await runner.RunAsync(operation, async (scope, token) =>
        {
            account = await scope.GetRequiredService<UserManager<Account>>().FindByNameAsync(userName);
            var verdict = account is null ? RefuseUnknown(scope, password) : await CheckAsync(scope, account, password, totp);
            var subject = account is null ? new SubjectRef(SubjectKinds.System, Guid.Empty) : AccountDesk.Subject(account);
            scope.GetRequiredService<IAuditTrail>()
                .Record(subject, verdict == SignInVerdict.SignedIn ? "account.signed-in" : "account.sign-in-refused", @new: verdict.ToString());
            return verdict;
        }, cancellationToken);
        var session = ids.New().ToString("N");
        return answer.Value == SignInVerdict.SignedIn ? new(SignInVerdict.SignedIn, account, session) : new(answer.Value, null, session);
    }

    /// <summary>Checks a password for a sign-in or a signature, counting failures.</summary>
    internal async Task<SignInVerdict> CheckAsync(IServiceProvider scope, Account account, string password, string? totp)
    {
        var signIn = scope.GetRequiredService<SignInManager<Account>>();
        if (!settings.IsDevelopment && password == DemoData.Password)
        {
            return SignInVerdict.Refused;
        }

        var failed = account.FailedSignIns;
        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.IsLockedOut || !result.Succeeded)
        {
            return result.IsLockedOut ? SignInVerdict.Locked : SignInVerdict.Refused;
        }

        var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
        if (account.HasEndedAt(nowAt))
        {
            account.Recognise();
            return SignInVerdict.Ended;
        }

        if (account.TotpSecretProtected is { } secret)
        {
            // Identity forgets former failures at the right password. It is one component of two: codes could be guessed without end.
            account.FailedSignIns = failed;
            if (string.IsNullOrEmpty(totp))
            {
                account.Recognise();
                return SignInVerdict.TotpNeeded;
            }

            if (!scope.GetRequiredService<TotpDesk>().Matches(secret, totp))
            {
                await signIn.UserManager.AccessFailedAsync(account);
                return SignInVerdict.Refused;
            }

            account.FailedSignIns = 0;
        }

        account.Admit(nowAt);
        return SignInVerdict.SignedIn;
    }

    /// <summary>Lets in whom the outside provider vouches for, if they have an account here by that name.</summary>
    internal async Task AdmitAsync(TokenValidatedContext context, string userNameClaim)
    {
        var name = context.Principal?.FindFirst(userNameClaim)?.Value ?? "";
        Account? account = null;
        await runner.RunAsync(OperationRequest.System(ids.New(), "account.sign-in"), async (scope, token) =>
        {
            var users = scope.GetRequiredService<UserManager<Account>>();
            account = name.Length == 0 ? null : await users.FindByNameAsync(name);
            account = account is null || await users.IsLockedOutAsync(account)
                || account.HasEndedAt(scope.GetRequiredService<ICurrentOperation>().Context.NowAt) ? null : account;
            account?.Admit(scope.GetRequiredService<ICurrentOperation>().Context.NowAt);
            var subject = account is null ? new SubjectRef(SubjectKinds.System, Guid.Empty) : AccountDesk.Subject(account);
            scope.GetRequiredService<IAuditTrail>()
                .Record(subject, account is null ? "account.sign-in-refused" : "account.signed-in", @new: "openid");
            return account is not null;
        }, context.HttpContext.RequestAborted);
        if (account is null)
        {
            context.Fail("There is no account here for this person.");
            return;
        }

        context.Principal = Caller.PrincipalOf(account, ids.New().ToString("N"), IdentitySetup.Cookie);
    }

    private static SignInVerdict RefuseUnknown(IServiceProvider scope, string password)
    {
        scope.GetRequiredService<IPasswordHasher<Account>>().VerifyHashedPassword(Nobody, NobodysHash, password);
        return SignInVerdict.Refused;
    }
}
