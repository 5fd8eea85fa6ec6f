using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.Accounts;
using Becs.Persistence.Operations;
using Becs.Server.Accounts;

namespace Becs.Server.Operations;

/// <summary>Makes the context of an operation from what the database says now.</summary>
public sealed class OperationContexts(IAccounts accounts, ICallers callers, EndedSessions ended, TimeProvider clock)
{
    /// <summary>User id the system's own operations carry.</summary>
    public static readonly Guid SystemUserId = Guid.Empty;

    /// <exception cref="ForbiddenException">The session has ended, the site is not granted, or the permission is missing.</exception>
    /// <returns>The context; the account when it is to sign; the session; what the operation was answered before, if it was.</returns>
    internal async Task<(OperationContext Context, Account? Account, string SessionId, EarlierOperation? Earlier)> MakeAsync(
        OperationRequest request, CancellationToken cancellationToken)
    {
        var userId = request.User is null ? null : CallerReader.UserOf(request.User);
        var records = await callers.ReadAsync(userId, request.OperationId, request.TaskAhead, cancellationToken);
        if (request.User is null)
        {
            return (Base(request, SiteOf(request, records)) with { IsSystem = true }, null, "", records.Earlier);
        }

        var caller = CallerReader.Of(records, request.User, request.SiteCode, clock.UtcNow(), ended)
            ?? throw new ForbiddenException("ACC-405", "The session has ended. Sign in again.");
        if (caller.Site is null)
        {
            throw new ForbiddenException("ACC-406", "No site is granted to this account.");
        }

        if (request.Permission is { } permission && !caller.May(permission))
        {
            throw caller.Refusal(permission);
        }

        var context = Base(request, caller.Site) with
        {
            UserId = caller.UserId,
            UserName = caller.UserName,
            PrintedName = caller.PrintedName,
            Permissions = caller.Permissions,
            Roles = caller.Roles,
            Untrained = caller.Untrained,
        };
        var signs = request.Signature is null ? null : await accounts.FindAsync(caller.UserId, cancellationToken);
        return (context, signs, caller.SessionId, records.Earlier);
    }

    private static Site? SiteOf(OperationRequest request, CallerRecords records) =>
        records.Sites.FirstOrDefault(s => s.Id.Value == request.SystemSiteId) ?? records.Sites.FirstOrDefault();

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
