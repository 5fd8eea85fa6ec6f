using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;

namespace Becs.Server.Shell.Session;

/// <summary>The session of a circuit, from the accounts and sites of the database.</summary>
internal sealed class ShellSessions(PageCaller caller, IServiceScopeFactory scopes, PlatformGate gate, BecsSettings settings, TimeProvider clock)
    : IShellSessions
{
    public async Task<ShellSession?> CurrentAsync(CancellationToken cancellationToken = default)
    {
        if (await caller.ReadAsync(cancellationToken) is not { } now)
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindAsync(now.UserId, cancellationToken);
        var sites = now.Sites.Select(s => new SiteChoice(s.Id.Value, s.Code, s.Name, s.TimeZone)).ToList();
        var site = sites.FirstOrDefault(s => s.Id == now.Site?.Id.Value) ?? new SiteChoice(Guid.Empty, "", "", TimeZoneInfo.Utc);
        return new(
            now.UserName,
            now.PrintedName,
            sites.Count == 0 ? new HashSet<string>() : now.Permissions,
            sites,
            site,
            settings.ClockMode == ClockMode.Virtual ? clock.UtcNow() : null,
            NeedsTotp: account?.TotpSecretProtected is not null,
            WaitingBuild: gate.Serves ? null : gate.Manifest.BuildId);
    }
}
