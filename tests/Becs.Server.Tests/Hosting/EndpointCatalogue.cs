using Becs.Server.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Hosting;

internal static class EndpointCatalogue
{
    public static Dictionary<string, List<string>> Of(IServiceProvider services) => services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Select(method => (Key: $"{method} {Plain(endpoint.RoutePattern.RawText!)}",
                Permissions: endpoint.Metadata.GetOrderedMetadata<RequirePermissionAttribute>().Select(p => p.Permission).ToList())))
        .Where(e => e.Permissions.Count > 0)
        .GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.First().Permissions, StringComparer.Ordinal);

    /// <summary>A route as the OpenAPI document writes it: without constraints and final slash.</summary>
    private static string Plain(string route) =>
        "/" + System.Text.RegularExpressions.Regex.Replace(route, @":[a-z]+(\([^)]*\))?(?=\})", "").Trim('/');
}
