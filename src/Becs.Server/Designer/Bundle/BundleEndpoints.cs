using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Becs.Server.Designer.Bundle;

/// <summary>
/// Serves Studio's files as they are packed: each is there plain, as .br and as .gz. A browser gets the smallest it accepts, under the
/// type of the plain one. Names with a fingerprint never change; the rest is asked for again with its tag.
/// </summary>
internal static class BundleEndpoints
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css",
        [".cur"] = "image/x-icon",
        [".dat"] = "application/octet-stream",
        [".html"] = "text/html; charset=utf-8",
        [".ico"] = "image/x-icon",
        [".js"] = "text/javascript",
        [".json"] = "application/json",
        [".map"] = "application/json",
        [".mjs"] = "text/javascript",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".ttf"] = "font/ttf",
        [".wasm"] = "application/wasm",
        [".webmanifest"] = "application/manifest+json",
        [".woff"] = "font/woff",
        [".woff2"] = "font/woff2",
    };

    /// <summary>Best first.</summary>
    private static readonly (string Coding, string Extension)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    public static void MapBundle(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/designer/{**path}", ["GET", "HEAD"], Serve).AllowAnonymous().ExcludeFromDescription();
        // Asked for at start; Studio's own address of a backend is never used, the page names it.
        routes.MapGet("/designer/appsettings.json", () => Results.Json(new Dictionary<string, string>())).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Serve(string? path, HttpContext http, DesignerBundle bundle)
    {
        var extension = Path.GetExtension(path ?? "");
        if (bundle.Files is not { } files || !Types.TryGetValue(extension, out var type)
            || files.GetFileInfo("/" + path) is not { Exists: true, IsDirectory: false } plain)
        {
            return Results.NotFound();
        }

        var headers = http.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = IsFingerprinted(path!) ? "public, max-age=31536000, immutable" : "no-cache";
        var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
        foreach (var (coding, suffix) in Codings)
        {
            if (accepted.Any(a => a.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0)
                && files.GetFileInfo($"/{path}{suffix}") is { Exists: true } packed)
            {
                headers.ContentEncoding = coding;
                return File(packed, type, suffix);
            }
        }

        return File(plain, type, "");
    }

    private static IResult File(IFileInfo file, string type, string suffix) => Results.File(
        file.PhysicalPath!, type, lastModified: file.LastModified,
        entityTag: new EntityTagHeaderValue($"\"{file.Length:x}-{file.LastModified.UtcTicks:x}{suffix}\""));

    /// <summary>The runtime's files carry a fingerprint in their names, but for those that name the others.</summary>
    private static bool IsFingerprinted(string path) => path.StartsWith("_framework/", StringComparison.Ordinal)
        && Path.GetFileName(path) is not ("blazor.webassembly.js" or "dotnet.js" or "blazor.boot.json");
}
