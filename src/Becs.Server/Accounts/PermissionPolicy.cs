using Becs.Domain.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Becs.Server.Accounts;

/// <summary>Asks for one permission of <see cref="Permissions"/>, on an endpoint or a page.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirePermissionAttribute(string permission)
    : AuthorizeAttribute(PermissionPolicyProvider.Prefix + permission)
{
    public string Permission { get; } = permission;
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Makes the policy <c>permission:&lt;name&gt;</c> for every permission there is; a misspelt one stops at the first use.</summary>
internal sealed class PermissionPolicyProvider(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public const string Prefix = "permission:";

    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (!policyName.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return base.GetPolicyAsync(policyName);
        }

        var permission = policyName[Prefix.Length..];
        return Permissions.All.Contains(permission)
            ? Task.FromResult<AuthorizationPolicy?>(
                new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)).Build())
            : throw new InvalidOperationException($"There is no permission '{permission}'.");
    }
}

public static class PermissionExtensions
{
    /// <summary>401 without a session, 403 without the permission or the site.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new RequirePermissionAttribute(permission));
}
