namespace Becs.Server.Hosting;

public static class RequestKinds
{
    /// <summary>True for addresses programs call: they get status codes and ProblemDetails, never a redirect to a page.</summary>
    public static bool IsForProgram(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/elsa") || request.Path.StartsWithSegments("/metrics")
        || request.Path.StartsWithSegments("/openapi") || request.Path.StartsWithSegments("/health");
}
