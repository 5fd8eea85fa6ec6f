using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Becs.Server.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>The real server in Development, on a free port of loopback, with a database of its own and the virtual clock.</summary>
internal sealed class WalkServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private WalkServer(DirectoryInfo folder, WebApplication app)
    {
        (_folder, _app) = (folder, app);
        _http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Add("X-Becs-Site", "NOR");
    }

    public string Address => _app.Urls.First();

    /// <summary>To put into its database what only a day's work would bring.</summary>
    public IServiceProvider Services => _app.Services;

    public DateTime NowAt { get; private set; } = new(2026, 6, 10, 12, 0, 0, DateTimeKind.Utc);

    public static async Task<WalkServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("becs-walk-");
        var app = Becs.Server.Hosting.Server.Build(
        [
            "--environment=Development", "--applicationName=Becs.Server", "--urls=http://127.0.0.1:0", "--Becs:Clock:Mode=Virtual",
            "--Becs:Clock:StartAt=2026-06-10T12:00:00Z", "--Becs:Database:Provider=Sqlite",
            $"--Becs:Database:ConnectionString=Data Source={Path.Combine(folder.FullName, "becs.db")}",
            $"--Becs:Keys:Path={Path.Combine(folder.FullName, "keys")}", $"--Becs:Audit:AnchorPath={Path.Combine(folder.FullName, "anchor.log")}",
            "--Logging:LogLevel:Default=Warning",
        ]);
        await app.StartUpAsync();
        await app.StartAsync();
        return new WalkServer(folder, app);
    }

    /// <summary>Moves the virtual clock on; answers when everything that was to happen by then has happened.</summary>
    public async Task AdvanceAsync(int minutes)
    {
        var answer = await PostAsync("adm1", "/api/dev/clock", new JsonObject { ["advanceSeconds"] = minutes * 60 });
        Assert.True(answer["settled"]!.GetValue<bool>());
        NowAt = DateTime.Parse(answer["nowAt"]!.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
    }

    public async Task<JsonNode> GetAsync(string user, string path) => await ReadAsync(await SendAsync(user, HttpMethod.Get, path, null));

    public async Task<JsonNode> PostAsync(string user, string path, JsonObject body) =>
        await ReadAsync(await SendAsync(user, HttpMethod.Post, path, body));

    /// <summary>Status of a call that is expected to be refused.</summary>
    public async Task<int> StatusAsync(string user, string path, JsonObject body)
    {
        using var response = await SendAsync(user, HttpMethod.Post, path, body);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(true);
    }

    private async Task<HttpResponseMessage> SendAsync(string user, HttpMethod method, string path, JsonObject? body)
    {
        if (!_tokens.TryGetValue(user, out var token))
        {
            using var signIn = await _http.PostAsJsonAsync("/api/auth/token", new { userName = user, password = DemoData.Password });
            _tokens[user] = token = (await ReadAsync(signIn))["accessToken"]!.GetValue<string>();
        }

        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : JsonContent.Create(body);
        var response = await _http.SendAsync(request);
        if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized && _tokens.Remove(user))
        {
            response.Dispose();
            return await SendAsync(user, method, path, body);
        }

        return response;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.RequestMessage!.RequestUri}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
