using Becs.Domain.Shared;
using Microsoft.AspNetCore.Authorization;

namespace Becs.Server.Accounts;

/// <summary>
/// Grants a permission only if the database grants it now, and only to people of the record's site. A request reads the account once; a page in a circuit reads it at each check.
/// </summary>
internal sealed class PermissionHandler(IHttpContextAccessor http, IServiceScopeFactory scopes) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        try
        {
            var caller = http.HttpContext is { } request && context.Resource is HttpContext
                ? await request.CallerAsync()
                : await ReadAsync(context);
            if (caller is { Site: not null } && caller.May(requirement.Permission))
            {
                if (context.Resource is not HttpContext called || await called.IsOpenToAsync(caller))
                {
                    context.Succeed(requirement);
                    return;
                }

                context.Fail(new AuthorizationFailureReason(this, "The record belongs to a site that is not granted to this account."));
                return;
            }

            context.Fail(new AuthorizationFailureReason(this, caller switch
            {
                null => "The session has ended. Sign in again.",
                { Site: null } => "No site is granted to this account.",
                _ => caller.Refusal(requirement.Permission).Message,
            }));
        }
        catch (ForbiddenException e)
        {
            context.Fail(new AuthorizationFailureReason(this, e.Message));
        }
    }

    private async Task<Caller?> ReadAsync(AuthorizationHandlerContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CallerReader>().ReadAsync(context.User, null, CancellationToken.None);
    }
}
