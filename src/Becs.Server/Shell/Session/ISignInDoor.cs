namespace Becs.Server.Shell.Session;

/// <summary>Checks a password and starts the cookie session. Called while the sign-in page is rendered on the server, outside any circuit.</summary>
public interface ISignInDoor
{
    Task<SignInOutcome> SignInAsync(HttpContext http, string userName, string password, string? totp);

    Task SignOutAsync(HttpContext http);
}

/// <summary>What came of a sign-in. A wrong name and a wrong password are the same answer.</summary>
public enum SignInOutcome
{
    SignedIn,
    Refused,

    /// <summary>Too many failures, or locked by an administrator.</summary>
    Locked,

    /// <summary>The account has a second factor; ask for it and try again.</summary>
    TotpNeeded,
}
