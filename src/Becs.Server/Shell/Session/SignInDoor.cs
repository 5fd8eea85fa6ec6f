using Becs.Server.Accounts;
using Becs.Server.Operations;
using Microsoft.AspNetCore.Authentication;

namespace Becs.Server.Shell.Session;

/// <summary>The sign-in page's way to the desk that checks credentials.</summary>
internal sealed class SignInDoor(SignInDesk desk, EndedSessions ended) : ISignInDoor
{
    public async Task<SignInVerdict> SignInAsync(HttpContext http, string userName, string password, string? totp)
    {
        var answer = await desk.SignInAsync(userName, password, totp, http.Workstation(), http.RequestAborted);
        if (answer is { Verdict: SignInVerdict.SignedIn, Account: { } account })
        {
            await http.SignInAsync(IdentitySetup.Cookie, Caller.PrincipalOf(account, answer.SessionId, IdentitySetup.Cookie));
        }

        return answer.Verdict;
    }

    /// <summary>The session ends for every tab of the browser, not only for the one that asked.</summary>
    public async Task SignOutAsync(HttpContext http)
    {
        ended.End((await http.AuthenticateAsync(IdentitySetup.Cookie)).Principal);
        await http.SignOutAsync(IdentitySetup.Cookie);
    }
}
