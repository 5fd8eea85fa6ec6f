using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Server.Hosting;
using Becs.Server.Tests.Operations;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Hosting;

/// <summary>The whole server in this process, on a database, keys and anchor of its own. Started again on the same folder it goes on.</summary>
public class BecsServer : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly Action<IServiceCollection>? _replace;
    private readonly bool _ownsFolder;
    private bool _isSeen;

    public BecsServer()
        : this(null)
    {
    }

    internal BecsServer(string? folder, Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("becs-server-").FullName;
        _replace = replace;
        _settings["Becs:Database:ConnectionString"] = $"Data Source={Path.Combine(Folder, "becs.db")}";
        _settings["Becs:Keys:Path"] = Path.Combine(Folder, "keys");
        _settings["Becs:Audit:AnchorPath"] = Path.Combine(Folder, "anchor.jsonl");
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }
    }

    public string Folder { get; }

    /// <summary>A test broke its content on purpose: nobody looks at the end whether all of it can move.</summary>
    internal bool IsBroken { get; set; }

    private bool IsPostgres => _settings.GetValueOrDefault("Becs:Database:Provider") == "PostgreSql";

    public string Environment { get; init; } = "Development";

    /// <summary>A client signed in as a demo account.</summary>
    public async Task<HttpClient> AsAsync(string userName, string? site = null)
    {
        var client = CreateClient();
        if (!_tokens.TryGetValue(userName, out var token))
        {
            using var answer = await client.PostAsJsonAsync("/api/auth/token", new { userName, password = "Demo-2026!" });
            answer.EnsureSuccessStatusCode();
            token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
            _tokens[userName] = token;
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (site is not null)
        {
            client.DefaultRequestHeaders.Add("X-Becs-Site", site);
        }

        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        if (_replace is not null)
        {
            builder.ConfigureTestServices(_replace);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && !_isSeen && !IsBroken && (IsPostgres || File.Exists(Path.Combine(Folder, "becs.db"))))
        {
            _isSeen = true;
            var database = IsPostgres ? _settings["Becs:Database:ConnectionString"] : $"Data Source={Path.Combine(Folder, "becs.db")};Pooling=False";
            var stuck = StoredInvariant.ViolationsAsync(database, CancellationToken.None).GetAwaiter().GetResult();
            Assert.True(stuck.Count == 0, $"What is stored cannot move (when the test failed before, this hides why): {string.Join("; ", stuck)}");
        }

        if (disposing && _ownsFolder && Directory.Exists(Folder))
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>What a ProblemDetails answer says.</summary>
internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    public static async Task<string?> CodeAsync(this HttpResponseMessage answer) =>
        (await answer.JsonAsync()).TryGetProperty("code", out var code) ? code.GetString() : null;
}
