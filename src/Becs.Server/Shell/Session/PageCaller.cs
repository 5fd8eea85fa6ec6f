using System.Security.Claims;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using Microsoft.AspNetCore.Components.Authorization;

namespace Becs.Server.Shell.Session;

/// <summary>
/// Who works in this circuit and at which site. Pages ask it for every operation, so that rights and grants are those of the moment and not
/// those of the sign-in.
/// </summary>
public sealed class PageCaller(AuthenticationStateProvider authentication, IServiceScopeFactory scopes, IIdGenerator ids)
{
    /// <summary>Site chosen; the first one granted when null.</summary>
    public string? SiteCode { get; set; }

    /// <summary>The person as the database says now; null when the session has ended.</summary>
    public async Task<Caller?> ReadAsync(CancellationToken cancellationToken = default)
    {
        var user = await UserAsync();
        if (user.Identity is not { IsAuthenticated: true })
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<CallerReader>();
        try
        {
            return await reader.ReadAsync(user, SiteCode, cancellationToken);
        }
        catch (ForbiddenException)
        {
            // The site of the cookie is no longer granted: work goes on at the first one that is.
            SiteCode = null;
            return await reader.ReadAsync(user, null, cancellationToken);
        }
    }

    /// <summary>An operation of this person at this site, for <see cref="OperationRunner"/>.</summary>
    public async Task<OperationRequest> OperationAsync(
        string action, Guid? operationId = null, string? reason = null, SignatureRequest? signature = null, object? body = null) => new()
        {
            OperationId = operationId ?? ids.New(),
            Action = action,
            User = await UserAsync(),
            SiteCode = SiteCode,
            Reason = reason ?? signature?.Reason,
            Signature = signature,
            Body = body,
        };

    private async Task<ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;
}
