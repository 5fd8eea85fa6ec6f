using System.Net;
using System.Text;
using System.Text.Json;
using Becs.Server.Hosting;

namespace Becs.Server.Tests.Hosting;

/// <summary>Walks every route of the OpenAPI document with every role and without a token.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class ApiDoorsTests(BecsServer server) : IClassFixture<BecsServer>
{
    /// <summary>Open on purpose.</summary>
    private static readonly HashSet<string> Open = ["POST /api/auth/token"];

    /// <summary>Any signed-in person may: they tell about the caller or the clock, or refuse in the work by what the record says.</summary>
    private static readonly HashSet<string> AnySignedIn = ["GET /api/auth/me", "GET /api/dev/clock"];

    [Fact]
    public async Task EveryRoute_WithoutToken_Is401()
    {
        var wrong = new List<string>();
        var client = server.CreateClient();
        foreach (var (method, path) in await RoutesAsync())
        {
            var answer = await SendAsync(client, method, path);
            if (answer.StatusCode != HttpStatusCode.Unauthorized && !Open.Contains($"{method} {path}"))
            {
                wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryRoute_WithEveryRole_IsOpenExactlyToThePermission()
    {
        var wrong = new List<string>();
        var routes = await RoutesAsync();
        Assert.NotEmpty(routes);
        var needs = Permissions();
        foreach (var (userName, _, role) in DemoData.Accounts)
        {
            var client = await server.AsAsync(userName);
            foreach (var (method, path) in routes.Where(r => !Open.Contains($"{r.Method} {r.Path}") && !AnySignedIn.Contains($"{r.Method} {r.Path}")))
            {
                var answer = await SendAsync(client, method, path);
                var permissions = needs.GetValueOrDefault($"{method} {path}") ?? [];
                var granted = permissions.Count > 0 && permissions.All(Becs.Domain.Shared.Roles.All[role].Contains);
                if (granted == (answer.StatusCode == HttpStatusCode.Forbidden) || answer.StatusCode == HttpStatusCode.Unauthorized
                    || (int)answer.StatusCode >= 500)
                {
                    wrong.Add($"{userName} {method} {path} ({string.Join('+', permissions)}): {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryRoute_WithASiteNotGranted_Is403()
    {
        var wrong = new List<string>();
        var client = await server.AsAsync("adm1", site: "ZZZ");
        foreach (var (method, path) in (await RoutesAsync()).Where(r => Permissions().ContainsKey($"{r.Method} {r.Path}")))
        {
            var answer = await SendAsync(client, method, path);
            if (answer.StatusCode != HttpStatusCode.Forbidden)
            {
                wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path)
    {
        var address = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", "00000000-0000-7000-8000-000000000001");
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<List<(string Method, string Path)>> RoutesAsync()
    {
        var client = await server.AsAsync("adm1");
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (method.Name.ToUpperInvariant(), path.Name)))
            .ToList();
    }

    /// <summary>Permissions the endpoints name, by method and path.</summary>
    private Dictionary<string, List<string>> Permissions() => EndpointCatalogue.Of(server.Services);
}
