using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Microsoft.AspNetCore.Antiforgery;

namespace Becs.Server.Hosting;

/// <summary>
/// A browser sends the cookie by itself, so a write to the API by cookie must also carry the antiforgery header, which only our own pages
/// can. Bearer tokens are never sent by themselves.
/// </summary>
internal static class CookieWriteProtection
{
    public static IApplicationBuilder UseCookieWriteProtection(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Request.IsWrite() && http.Request.IsForProgram() && http.User.Identity is { IsAuthenticated: true, AuthenticationType: IdentitySetup.Cookie }
            && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            throw new ForbiddenException("ACC-407", "A write by cookie needs the antiforgery header X-Becs-Antiforgery.");
        }

        await next(http);
    });
}
