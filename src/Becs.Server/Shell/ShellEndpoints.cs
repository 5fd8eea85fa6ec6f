using Becs.Server.Shell.Localisation;
using Becs.Server.Shell.Session;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Becs.Server.Shell;

/// <summary>The few plain posts of the pages: language, site, sign-out. They change cookies, so they cannot run in a circuit.</summary>
public static class ShellEndpoints
{
    /// <summary>Cookie that names the site chosen; what the person may do there is read from their grants each time.</summary>
    public const string SiteCookie = "becs-site";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var shell = routes.MapGroup("/shell").DisableAntiforgery().ExcludeFromDescription().AddEndpointFilter(SameOriginAsync);
        shell.MapPost("/culture", SetCulture).AllowAnonymous();
        shell.MapPost("/site", SetSite).RequireAuthorization();
        shell.MapPost("/stay", () => Results.NoContent()).RequireAuthorization();
        shell.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
    }

    /// <summary>A path of this site, or the start page: never an address elsewhere.</summary>
    public static string LocalOnly(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";

    private static IResult SetCulture(HttpContext http, [FromForm] string culture, [FromForm] string? returnUrl)
    {
        if (Cultures.IsKnown(culture))
        {
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                Options(http));
        }

        return Results.LocalRedirect(LocalOnly(returnUrl));
    }

    /// <summary>Only remembers the choice: whether the site is granted is read from the database each time it is used.</summary>
    private static IResult SetSite(HttpContext http, [FromForm] string site, [FromForm] string? returnUrl)
    {
        if (site.Length is > 0 and <= 20 && site.All(char.IsAsciiLetterOrDigit))
        {
            http.Response.Cookies.Append(SiteCookie, site, Options(http));
        }

        return Results.LocalRedirect(LocalOnly(returnUrl));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, ISignInDoor door, bool expired = false, string? returnUrl = null)
    {
        await door.SignOutAsync(http);
        return Results.LocalRedirect(expired ? $"/login?expired=true&returnUrl={Uri.EscapeDataString(LocalOnly(returnUrl))}" : "/login");
    }

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
    };

    /// <summary>Refuses a post that another site's page sent: browsers always say where a post comes from.</summary>
    private static async ValueTask<object?> SameOriginAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var origin = request.Headers.Origin.ToString();
        var same = Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.ToUriComponent();
        return same ? await next(context) : Results.StatusCode(StatusCodes.Status403Forbidden);
    }
}
