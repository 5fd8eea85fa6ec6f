using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Tests.Accounts;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Signatures;

/// <summary>
/// Every door that takes a signature refuses one of a person who gives a wrong password, is locked, has a password that is too old, has
/// ended or may not, whatever is asked of the door; and each attempt is in the audit (21 CFR 11.10(d), 11.200, 11.300). That the same
/// person does not sign twice is held by the tests of each record.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed partial class RefusedSignatureTests(RoomsOnSqlite server) : RoomSpecs<RoomsOnSqlite>(server)
{
    private const string Details = """{"reason":"r","risk":{"severity":1,"probability":1,"detectability":1}}""";
    private const string Id = "01980000-0000-7000-8000-000000000001";

    /// <summary>What each door needs besides the signature to get past its validator.</summary>
    private static readonly Dictionary<string, string> Doors = new(StringComparer.Ordinal)
    {
        ["POST /api/changes"] = """{"definitionId":"quarantine","details":""" + Details + "}",
        ["POST /api/changes/{id}/submit"] = """{"details":""" + Details + "}",
        ["POST /api/changes/{id}/review"] = """{"accept":true}""",
        ["POST /api/changes/{id}/verify"] = "{}",
        ["POST /api/changes/{id}/approve"] = "{}",
        ["POST /api/changes/{id}/refuse"] = """{"comment":"c"}""",
        ["POST /api/changes/{id}/review-afterwards"] = """{"accept":true,"comment":"c"}""",
        ["POST /api/changes/{id}/justify"] = """{"gaps":[{"kind":"Step","key":"k"}],"text":"t"}""",
        ["POST /api/changes/{id}/plans"] = $$"""{"plan":{"sourceHash":"{{new string('1', 64)}}"},"comment":"c"}""",
        ["POST /api/changes/{id}/plans/{plan}/accept"] = """{"comment":"c"}""",
        ["POST /api/changes/{id}/plans/{plan}/reject"] = """{"comment":"c"}""",
        ["POST /api/changes/{id}/plans/{plan}/approve"] = """{"comment":"c"}""",
        ["POST /api/changes/{id}/plans/{plan}/refuse"] = """{"comment":"c"}""",
        ["POST /api/incidents/{id}/cancel"] = "{}",
        ["POST /api/incidents/{id}/skip"] = "{}",
        ["POST /api/incidents/bulk"] = """{"action":"Cancel","dryRun":false,"expectedCount":1}""",
        ["POST /api/integrity/incidents"] = $$"""{"breakIds":["{{Id}}"],"kept":[],"statement":"s"}""",
        ["POST /api/integrity/incidents/{id}/confirm"] = "{}",
        ["POST /api/covers"] = """{"blockerCode":"RB-22","procedureCode":"SOP-1","validUntil":"2030-01-01"}""",
        ["POST /api/my-training/{need}/acknowledge"] = "{}",
        ["POST /api/packages/{packageHash}/accept"] = "{}",
        ["POST /api/platform-releases/{releaseHash}/accept"] = "{}",
        ["POST /api/platform-releases/{releaseHash}/justifications"] = """{"gaps":[{"kind":"Undecided","key":"k"}],"text":"t"}""",
        ["POST /api/platform-releases/{releaseHash}/withdraw"] = "{}",
        ["POST /api/tasks/{id}/complete"] = """{"operationId":"","expectedRevision":1,"outcome":"Done","data":{}}""",
        ["POST /api/test-results"] = """
            {"runNumber":"R","method":"M","ranAt":"2026-01-01T00:00:00Z","controlsInRange":true,"reagentLots":["L"],
             "rows":[{"din":"W123426000001","testCode":"HCV-AB"}]}
            """,
        ["POST /api/workflows/{definitionId}/retire"] = "{}",
    };

    /// <summary>These look up the incidents before anybody signs for them: without one they refuse for that.</summary>
    private static readonly Dictionary<string, string> Before = new(StringComparer.Ordinal)
    {
        ["POST /api/incidents/{id}/skip"] = "INC-404",
        ["POST /api/incidents/bulk"] = "INC-413",
    };

    [Fact]
    public async Task Table_WhenADoorTakesASignature_ThenItIsHere() =>
        Assert.Equal(await SigningDoorsAsync(), Doors.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("wrong password", "SIG-010")]
    [InlineData("locked", "SIG-011")]
    [InlineData("password too old", "SIG-014")]
    public async Task EveryDoor_WhenThePersonMayNotSign_ThenRefusedAndAudited(string what, string code)
    {
        var wrong = new List<string>();
        var user = await AccountAsync([.. Roles.All.Keys]);
        foreach (var door in Doors.Keys)
        {
            await SpoilAsync(user, what);
            var before = (await RefusedAsync(user)).Count;
            var expected = Before.GetValueOrDefault(door, code);
            var answer = await SignAsync(user, door, what == "wrong password" ? "Another-2026!" : "Demo-2026!");
            var said = await CodeAsync(answer);
            var rows = await RefusedAsync(user);
            if (said != expected || rows.Count != before + 1 || !rows[0].Contains(expected, StringComparison.Ordinal)
                || (expected == code && answer.StatusCode != HttpStatusCode.Forbidden))
            {
                wrong.Add($"{door}: {(int)answer.StatusCode} {said}, audit: {rows.Count - before} {rows.FirstOrDefault()}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryDoor_WhenThePersonHasNoPermission_ThenRefusedAndAudited()
    {
        var wrong = new List<string>();
        var needs = EndpointCatalogue.Of(Server.Services);
        foreach (var door in Doors.Keys)
        {
            var role = Roles.All.First(r => !needs[door].All(r.Value.Contains)).Key;
            var user = DemoData.Accounts.First(a => a.Role == role).UserName;
            var before = (await RefusedAsync(user)).Count;
            var answer = await SignAsync(user, door, "Demo-2026!");
            var rows = await RefusedAsync(user);
            if (answer.StatusCode != HttpStatusCode.Forbidden || rows.Count != before + 1)
            {
                wrong.Add($"{door} as {user}: {(int)answer.StatusCode}, audit: {rows.Count - before}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryDoor_WhenTheAccountHasEnded_ThenTheSessionIsOverAndSoIsSigningIn()
    {
        var user = await AccountAsync([.. Roles.All.Keys]);
        await Server.AsAsync(user);
        await SpoilAsync(user, "ended");

        var open = new List<string>();
        foreach (var door in Doors.Keys)
        {
            var answer = await SignAsync(user, door, "Demo-2026!");
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                open.Add($"{door}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(open);
        var token = await Server.CreateClient().PostAsJsonAsync("/api/auth/token", new { userName = user, password = "Demo-2026!" }, Stop);
        await RefusedAsync(token, HttpStatusCode.Forbidden, code: "ACC-424");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Account_WhenItEnds_ThenTheInstantDecides(int ticks, bool isOpen)
    {
        var nowAt = new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
        var account = new Account(Guid.Parse(Id), "leaver", "Lea Leaver", nowAt);
        account.End(nowAt);

        Assert.Equal(isOpen, !account.HasEndedAt(nowAt.AddTicks(ticks)));
        Assert.Equal(isOpen, !new Becs.Persistence.Accounts.CallerAccount(
            account.Id, "leaver", "Lea Leaver", "", false, new HashSet<string>(), [], account.EndsAt).IsBarredAt(nowAt.AddTicks(ticks)));
    }

    [Fact]
    public async Task EndOverTheApi_WhenSet_ThenItIsAuditedAndCanBeTakenBack()
    {
        var user = await AccountAsync(["issue"]);
        await Server.AsAsync(user);
        var id = await Server.DoAsync("adm1", async (s, _) => (await s.GetRequiredService<IAccounts>().FindByNameAsync(user))!.Id);
        var admin = await Server.AsAsync("adm1");

        await OkAsync(await admin.PutAsJsonAsync($"/api/accounts/{id:D}/end", new { endsAt = "2020-01-01T00:00:00Z", reason = "left" }, Stop));
        var closed = await Server.CreateClient().PostAsJsonAsync("/api/auth/token", new { userName = user, password = "Demo-2026!" }, Stop);
        var back = await OkAsync(await admin.PutAsJsonAsync($"/api/accounts/{id:D}/end", new { endsAt = (string?)null, reason = "back" }, Stop));
        var open = await Server.CreateClient().PostAsJsonAsync("/api/auth/token", new { userName = user, password = "Demo-2026!" }, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal(JsonValueKind.Null, back.GetProperty("rights").GetProperty("endsAt").ValueKind);
        var reads = Server.Services.GetRequiredService<IAuditReads>();
        var rows = await reads.PageAsync(new AuditFilter(new SubjectRef(SubjectKinds.Account, id)), limit: 50, cancellationToken: Stop);
        Assert.Contains(rows, r => r.What == "account.end-set" && r.New!.Contains("2020-01-01", StringComparison.Ordinal));
    }

    private async Task<string> AccountAsync(string[] roles)
    {
        var user = $"sig{Guid.CreateVersion7():N}"[..24];
        await Server.DoAsync("adm1", async (s, _) => await Trained.CreateAsync(
            s, new CreateAccountRequest(user, "Sig Signer", "Demo-2026!", roles, ["NOR"]), Stop));
        return user;
    }

    // What happens behind a running session: its token stays good, so that the signature itself has to be refused.
    private async Task SpoilAsync(string user, string what)
    {
        await Server.AsAsync(user);
        await Server.DoAsync("adm1", async (s, operation) =>
        {
            var account = (await s.GetRequiredService<IAccounts>().FindByNameAsync(user))!;
            switch (what)
            {
                case "wrong password":
                    account.Unlock();
                    break;
                case "locked":
                    account.LockedOutUntilAt = operation.NowAt.AddHours(1);
                    break;
                case "password too old":
                    account.PasswordSetAt = operation.NowAt.AddDays(-365);
                    break;
                case "ended":
                    account.End(operation.NowAt);
                    break;
                default:
                    break;
            }

            return true;
        });
    }

    private async Task<HttpResponseMessage> SignAsync(string user, string door, string password, string meaning = "approved")
    {
        var body = JsonNode.Parse(Doors[door])!.AsObject();
        body["signature"] = new JsonObject
        {
            ["userName"] = user,
            ["password"] = password,
            ["meaning"] = meaning,
            ["reason"] = "test",
            ["signedHash"] = new string('0', 64),
        };
        if (body.ContainsKey("operationId"))
        {
            body["operationId"] = Guid.CreateVersion7();
        }

        var (method, path) = (door.Split(' ')[0], door.Split(' ')[1].Replace("{packageHash}", new string('2', 64), StringComparison.Ordinal));
        path = Regex.Replace(path, @"\{[^}]+\}", Id, RegexOptions.None, TimeSpan.FromSeconds(1));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(body) };
        return await (await Server.AsAsync(user)).SendAsync(request, Stop);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return text.StartsWith('{') && JsonNode.Parse(text)!["code"] is { } code ? code.GetValue<string>() : text;
    }

    private async Task<List<string>> RefusedAsync(string userName) =>
        [.. (await Server.Services.GetRequiredService<IAuditReads>().PageAsync(new AuditFilter(UserName: userName), limit: 500, cancellationToken: Stop))
            .Where(r => r.What == "operation.refused").Select(r => $"{r.Action} {r.New}")];

    private async Task<IReadOnlyList<string>> SigningDoorsAsync()
    {
        using var document = JsonDocument.Parse(await (await Server.AsAsync("adm1")).GetStringAsync("/openapi/v1.json", Stop));
        var root = document.RootElement;
        return [.. root.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(m => (Door: $"{m.Name.ToUpperInvariant()} {path.Name}", Operation: m.Value)))
            .Where(d => TakesSignature(root, d.Operation)).Select(d => d.Door.TrimEnd('/')).Order(StringComparer.Ordinal)];
    }

    private static bool TakesSignature(JsonElement root, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var content))
        {
            return false;
        }

        var schema = content.GetProperty("schema");
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        return schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty("signature", out _);
    }
}
