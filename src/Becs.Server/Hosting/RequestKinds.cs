namespace Becs.Server.Hosting;

public static class RequestKinds
{
    /// <summary>True for addresses programs call: they get status codes and ProblemDetails, never a redirect to a page.</summary>
    public static bool IsForProgram(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/elsa") || request.Path.StartsWithSegments("/metrics")
        || request.Path.StartsWithSegments("/openapi") || request.Path.StartsWithSegments("/health");

    /// <summary>True when somebody looks at a browser: what is refused or fails must be a page.</summary>
    public static bool IsForPerson(this HttpRequest request) =>
        !request.IsForProgram() && request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for calls that ask to change something.</summary>
    public static bool IsWrite(this HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}
