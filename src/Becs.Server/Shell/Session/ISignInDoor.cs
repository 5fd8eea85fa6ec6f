using Becs.Server.Accounts;

namespace Becs.Server.Shell.Session;

/// <summary>Checks a password and starts the cookie session. Called while the sign-in page is rendered on the server, outside any circuit.</summary>
public interface ISignInDoor
{
    Task<SignInVerdict> SignInAsync(HttpContext http, string userName, string password, string? totp);

    Task SignOutAsync(HttpContext http);
}
