using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Designer;

/// <summary>Walks every route below /elsa without a token and with roles that may and may not.</summary>
[Collection(DesignerCollection.Name)]
public partial class DesignerDoorsTests(DesignerServer server)
{
    private static readonly string[] Open = ["POST /elsa/api/identity/login", "POST /elsa/api/identity/refresh-token"];

    /// <summary>One with every permission these routes ask for, one who may read, one with neither.</summary>
    private static readonly string[] Walkers = ["own1", "val1", "reg1"];

    [Fact]
    public async Task EveryRoute_WithoutToken_Is401()
    {
        var routes = Routes();
        Assert.True(routes.Count > 60, $"Only {routes.Count} routes were found.");
        var wrong = new List<string>();
        var client = server.CreateClient();
        foreach (var (method, path, _) in routes.Where(r => !Open.Contains($"{r.Method} {r.Path}")))
        {
            var answer = await SendAsync(client, method, path);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryRoute_WithARole_IsOpenExactlyToItsPermissions()
    {
        var wrong = new List<string>();
        foreach (var (userName, _, role) in DemoData.Accounts.Where(a => Walkers.Contains(a.UserName)))
        {
            var client = await server.AsAsync(userName);
            foreach (var (method, path, needs) in Routes().Where(r => !Open.Contains($"{r.Method} {r.Path}")))
            {
                var answer = await SendAsync(client, method, path);
                var granted = needs.Count > 0 && needs.All(Roles.All[role].Contains);
                if (granted == (answer.StatusCode == HttpStatusCode.Forbidden) || answer.StatusCode == HttpStatusCode.Unauthorized
                    || (int)answer.StatusCode >= 500)
                {
                    wrong.Add($"{userName} {method} {path} ({string.Join('+', needs)}): {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryRoute_WhenMapped_ThenHasALimit() => Assert.Empty(Endpoints()
        .Where(e => !e.RoutePattern.RawText!.Contains("/hubs/", StringComparison.Ordinal)
            && e.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null).Select(e => e.RoutePattern.RawText));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(path, "1"));
        if (method is "POST" or "PUT")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private List<(string Method, string Path, IReadOnlyList<string> Needs)> Routes() => [.. Endpoints().SelectMany(e =>
        (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(m => m is not ("OPTIONS" or "CONNECT")).Select(m => (
            m, "/" + e.RoutePattern.RawText!.Trim('/'),
            (IReadOnlyList<string>)[.. e.Metadata.GetOrderedMetadata<RequirePermissionAttribute>().Select(p => p.Permission).Distinct()])))];

    private IEnumerable<RouteEndpoint> Endpoints() => server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)
        .OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("elsa/", StringComparison.Ordinal));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
