namespace Becs.Server.Shell.Session;

/// <summary>Seam between the pages and sign-in: who is here, where, and what they may see.</summary>
public interface IShellSessions
{
    /// <summary>The signed-in person's session, read from the database now; null when nobody is signed in or the session
    /// has ended.</summary>
    Task<ShellSession?> CurrentAsync(CancellationToken cancellationToken = default);
}
