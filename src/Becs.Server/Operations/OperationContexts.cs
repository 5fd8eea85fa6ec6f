using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Accounts;

namespace Becs.Server.Operations;

/// <summary>Makes the context of an operation from what the database says now.</summary>
public sealed class OperationContexts(IAccounts accounts, ISites sites, CallerReader callers, TimeProvider clock)
{
    /// <summary>User id the system's own operations carry.</summary>
    public static readonly Guid SystemUserId = Guid.Empty;

    /// <exception cref="ForbiddenException">The session has ended, the site is not granted, or the permission is missing.</exception>
    internal async Task<(OperationContext Context, Account? Account, string SessionId)> MakeAsync(
        OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.User is null)
        {
            return (await SystemAsync(request, cancellationToken), null, "");
        }

        var caller = await callers.ReadAsync(request.User, request.SiteCode, cancellationToken)
            ?? throw new ForbiddenException("ACC-405", "The session has ended. Sign in again.");
        if (caller.Site is null)
        {
            throw new ForbiddenException("ACC-406", "No site is granted to this account.");
        }

        if (request.Permission is { } permission && !caller.May(permission))
        {
            throw new ForbiddenException("ACC-403", $"This needs the permission {permission}.",
                new Dictionary<string, string> { ["permission"] = permission });
        }

        var context = Base(request, caller.Site) with
        {
            UserId = caller.UserId,
            UserName = caller.UserName,
            PrintedName = caller.PrintedName,
            Permissions = caller.Permissions,
        };
        return (context, await accounts.FindAsync(caller.UserId, cancellationToken), caller.SessionId);
    }

    private async Task<OperationContext> SystemAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var site = request.SystemSiteId is { } id ? await sites.FindAsync(new SiteId(id), cancellationToken) : null;
        site ??= (await sites.AllAsync(cancellationToken)).FirstOrDefault();
        return Base(request, site) with { IsSystem = true };
    }

    private OperationContext Base(OperationRequest request, Site? site) => new()
    {
        OperationId = request.OperationId,
        Action = request.Action,
        UserId = SystemUserId,
        UserName = "system",
        PrintedName = "BECS",
        Permissions = new HashSet<string>(),
        SiteId = site?.Id ?? new SiteId(Guid.Empty),
        SiteTimeZone = site?.TimeZone ?? TimeZoneInfo.Utc,
        Workstation = request.Workstation,
        NowAt = clock.UtcNow(),
        Reason = request.Reason,
        CausationId = request.CausationId,
        CorrelationId = request.CorrelationId,
    };
}
