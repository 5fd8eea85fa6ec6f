using System.Net;
using System.Text;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;
using Becs.Server.Messaging;
using Becs.Server.Operations;
using Becs.Server.Tests.BadInput;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Running;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Becs.Server.Tests.ChangeControl.TwoBuilds;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>A build nobody has accepted serves no door, shows what history says about it, and serves when quality has signed.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed partial class PlatformReleaseTests(TwoBuilds builds) : IClassFixture<TwoBuilds>
{
    /// <summary>What a waiting node does all the same: signing in, accounts, its own acceptance.</summary>
    private static readonly string[] Open = ["/api/auth/", "/api/accounts", "/api/training", "/api/platform-releases"];

    private static readonly object Patient = new { familyName = "Platform", givenName = "Pia", birthDate = "1970-05-06", sex = "female", hospitalNumber = "P-1" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_WhenABuildWasNeverAccepted_ThenItServesNothingUntilQualityHasSigned()
    {
        var second = builds.StartOther("Next/2.0");
        var hash = second.Services.GetRequiredService<PlatformGate>().Manifest.ReleaseHash;
        await ServesNothingAsync(second, hash);
        using (var served = await PostAsync(builds.First, "hos1", "/api/patients", Patient))
        {
            Assert.Equal(HttpStatusCode.Created, served.StatusCode); // the accepted build goes on beside it
        }

        Assert.Equal("PLT-003", await TryAcceptAsync(second, "qa1", hash));
        await ReplayAsync(second);
        var shown = await FindAsync(second, hash);
        Assert.Equal(
            [("component-release", 5, 5, 0), ("donation-testing", 2, 2, 2)],
            shown.GetProperty("replays").EnumerateArray().Select(r => (Text(r, "definitionId"), Number(r, "recorded"), Number(r, "done"), Number(r, "different"))));
        Assert.Equal(
            [("BlockToRelease", builds.Blocked.ToString("D")), ("Undecided", CaseReplay.Journal)],
            shown.GetProperty("gaps").EnumerateArray().Select(g => (Pascal(g.GetProperty("kind")), g.GetProperty("key").GetString()!)).Order());
        var part = Assert.Single(shown.GetProperty("parts").EnumerateArray());
        Assert.Equal(("libraries", "Next/2.0", "added"), (Text(part, "section"), Text(part, "name"), Text(part, "change")));
        var cases = await GetAsync(second, "val1", $"/api/platform-releases/{hash}/cases?workflow=donation-testing");
        Assert.Equal(2, cases.GetProperty("totalCount").GetInt32());

        Assert.Equal("ACC-403", await TryAcceptAsync(second, "own1", hash));
        Assert.NotEmpty(await second.RefusalsAsync("own1", "ACC-403"));
        Assert.Equal("PLT-004", await TryAcceptAsync(second, "qa1", hash));
        var stale = Text(shown, "signedHash");
        await JustifyAsync(second, hash, "blockToRelease", builds.Blocked.ToString("D"));
        await JustifyAsync(second, hash, "undecided", CaseReplay.Journal);
        Assert.Equal("PLT-410", await TryAcceptAsync(second, "qa1", hash, stale));
        Assert.Null(await TryAcceptAsync(second, "qa1", hash));

        using (var ready = await second.CreateClient().GetAsync("/health/ready", Stop))
        {
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        Assert.True(Bus(second).Runs);
        Assert.True(await DoAsync(second, "test.any", _ => Task.FromResult(true)));
        await builds.First.Services.GetRequiredService<PlatformWatch>().LookAsync(Stop);
        Assert.True(builds.First.Services.GetRequiredService<PlatformGate>().Serves); // still accepted: the way back is to start it

        var former = builds.First.Services.GetRequiredService<PlatformGate>().Manifest.ReleaseHash;
        using (var withdrawn = await SignAsync(second, "qa1", former, "withdraw", "retired"))
        {
            Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        }

        await builds.First.Services.GetRequiredService<PlatformWatch>().LookAsync(Stop);
        using (var refused = await PostAsync(builds.First, "hos1", "/api/patients", Patient))
        {
            Assert.Equal("PLT-001", await refused.CodeAsync());
        }

        Assert.Null(await TryAcceptAsync(second, "qa1", former));
        await builds.First.Services.GetRequiredService<PlatformWatch>().LookAsync(Stop);
        Assert.True(builds.First.Services.GetRequiredService<PlatformGate>().Serves);
    }

    [Fact]
    public async Task Look_WhenTheRowWasMadeAcceptedBesideTheProgram_ThenItIsRefusedByName()
    {
        var third = builds.StartOther("Third/3.0");
        var gate = third.Services.GetRequiredService<PlatformGate>();
        await ReplayAsync(third);
        await using (var db = new SqliteConnection($"Data Source={Path.Combine(third.Folder, "becs.db")}"))
        {
            await db.OpenAsync(Stop);
            await using var command = db.CreateCommand();
            command.CommandText = "UPDATE platform_releases SET state = 'Accepted', signature_id = (SELECT id FROM signatures LIMIT 1) "
                + "WHERE release_hash = $hash";
            command.Parameters.AddWithValue("$hash", gate.Manifest.ReleaseHash);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
        }

        await third.Services.GetRequiredService<PlatformWatch>().LookAsync(Stop);

        Assert.False(gate.Serves);
        Assert.Contains("PLT-002", gate.Reason, StringComparison.Ordinal);
        Assert.False((await FindAsync(third, gate.Manifest.ReleaseHash)).GetProperty("isGenuine").GetBoolean());
        Assert.Equal("PLT-002", await TryAcceptAsync(third, "qa1", gate.Manifest.ReleaseHash));
        var records = await third.Services.CreateScope().ServiceProvider.GetRequiredService<Becs.Persistence.Audit.AuditVerifier>().VerifyRecordsAsync(Stop);
        Assert.Contains(records.Findings, f => f.Place.StartsWith("platform_releases ", StringComparison.Ordinal));
    }

    [Fact]
    public void Loops_WhenABuildWaits_ThenOnlyThoseGoOnThatTouchNoProductionRecord() => Assert.Equal(
        ["InstanceWatch", "PlatformWatch", "ReplayLoop", "SealerLoop", "SubscriptionLoop"],
        typeof(Loop).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Loop)))
            .Where(t => t.GetProperty("WorksWhileWaiting", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.DeclaringType == t)
            .Select(t => t.Name).Order(StringComparer.Ordinal));

    private static async Task ServesNothingAsync(BecsServer second, string hash)
    {
        using var live = await second.CreateClient().GetAsync("/health/live", Stop);
        using var ready = await second.CreateClient().GetAsync("/health/ready", Stop);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Contains(hash[..12], (await ready.JsonAsync()).GetProperty("problems").GetProperty("platform").GetString(), StringComparison.Ordinal);

        var all = await second.AsAsync("all1");
        using var document = JsonDocument.Parse(await all.GetStringAsync("/openapi/v1.json", Stop));
        var doors = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(m => (Method: m.Name.ToUpperInvariant(), Path: p.Name))).ToList();
        var wrong = new List<string>();
        foreach (var (method, path) in doors)
        {
            var address = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", "00000000-0000-7000-8000-000000000001");
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (method != "GET")
            {
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            }

            using var answer = await all.SendAsync(request, Stop);
            var isRefused = answer.StatusCode == HttpStatusCode.ServiceUnavailable && await answer.CodeAsync() == PlatformNotAcceptedException.RefusalCode;
            if (isRefused != (method != "GET" && !Open.Any(o => path.StartsWith(o, StringComparison.Ordinal))) || (int)answer.StatusCode == 500)
            {
                wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(doors.Count(d => d.Method != "GET") > 60, $"only {doors.Count} doors were tried");

        // Behind the doors: whatever calls the corridor or moves an instance, by whatever name.
        await Assert.ThrowsAsync<PlatformNotAcceptedException>(() => DoAsync(second, "test.any", _ => Task.FromResult(true)));
        await Assert.ThrowsAsync<PlatformNotAcceptedException>(() => DoAsync(second, "platform.any", scope => second.Services.GetRequiredService<BurstRunner>()
            .StartAsync(scope, "component-release", new BurstStimulus.Start(), Stop)));
        Assert.False(Bus(second).Runs);
    }

    private static BusStart Bus(BecsServer server) => server.Services.GetServices<IHostedService>().OfType<BusStart>().Single();

    private static Task<JsonElement> FindAsync(BecsServer server, string hash) => GetAsync(server, "aud1", $"/api/platform-releases/{hash}");

    private static async Task JustifyAsync(BecsServer server, string hash, string kind, string key)
    {
        using var answer = await PostAsync(server, "val1", $"/api/platform-releases/{hash}/justifications", new
        {
            gaps = new[] { new { kind, key } },
            text = "Looked at.",
            signature = ChangeServer.Sign("val1", "justified", Text(await FindAsync(server, hash), "signedHash")),
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <returns>Code of the refusal; null when it was accepted.</returns>
    private static async Task<string?> TryAcceptAsync(BecsServer server, string user, string hash, string? signed = null)
    {
        using var answer = await SignAsync(server, user, hash, "accept", "accepted-for-use", signed);
        return answer.IsSuccessStatusCode ? null : await answer.CodeAsync();
    }

    private static async Task<HttpResponseMessage> SignAsync(
        BecsServer server, string user, string hash, string act, string meaning, string? signed = null) =>
        await PostAsync(server, user, $"/api/platform-releases/{hash}/{act}",
            new { signature = ChangeServer.Sign(user, meaning, signed ?? Text(await FindAsync(server, hash), "signedHash")) });

    private static int Number(JsonElement replayed, string name) => replayed.GetProperty("replay").GetProperty(name).GetInt32();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string Pascal(JsonElement kind) => kind.GetString() is { } text ? char.ToUpperInvariant(text[0]) + text[1..] : "";
}
