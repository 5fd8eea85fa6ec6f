namespace Becs.Server.Hosting;

/// <summary>
/// Headers that keep a browser from running or framing what is not ours. Inline styles are allowed because MudBlazor sets them; scripts
/// only from here. Studio's pages (WebAssembly) have the one addition they need.
/// </summary>
public static class SecurityHeaders
{
    private const string Common =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    /// <summary>
    /// The two hashes are those of Studio's own inline scripts (3.8.2, editor and instance list); without them both fail. No other address,
    /// no eval.
    /// </summary>
    private const string Designer =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' "
        + "'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        Set(http);
        return next(http);
    });

    /// <summary>Sets them. What answers an exception calls it again: an answer begun before is cleared with its headers.</summary>
    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/designer") ? Designer : Common;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Permissions-Policy"] = "geolocation=(), microphone=(), payment=()";
        if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/elsa"))
        {
            headers.CacheControl = "no-store";
        }
    }
}
