using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace Becs.Server.Accounts;

/// <summary>Met by a call from this machine itself, or by a person with the permission.</summary>
internal sealed record LoopbackOrPermission(string Permission) : IAuthorizationRequirement;

internal sealed class LoopbackOrPermissionHandler : AuthorizationHandler<LoopbackOrPermission>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, LoopbackOrPermission requirement)
    {
        if (context.Resource is not HttpContext http)
        {
            return;
        }

        // A proxy on this machine forwards calls of others: with its header present the address says nothing.
        var local = http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
        if (local || (await http.CallerAsync())?.May(requirement.Permission) == true)
        {
            context.Succeed(requirement);
        }
    }
}
