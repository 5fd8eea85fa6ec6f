using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Tests.Accounts;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.BadInput;

/// <summary>What a person tried is in the audit, once, however early it was refused; what the person typed is not.</summary>
public class RefusedCallTests(RoomsOnSqlite server) : RoomSpecs<RoomsOnSqlite>(server)
{
    private const string Canary = "Zebulonia";

    [Theory]
    [InlineData("{\"familyName\": \"" + Canary)]
    [InlineData("{\"" + Canary + "\": 1}")]
    [InlineData("{\"reason\": {\"" + Canary + "\": \"" + Canary + "\"}, \"operationId\": \"" + Canary + "\"}")]
    [InlineData("[\"" + Canary + "\"]")]
    [InlineData("{}")]
    public async Task EveryCommand_WhenItsBodyIsRefused_ThenExactlyOneAuditRowWithoutWhatWasTyped(string body)
    {
        var userName = $"all{Guid.CreateVersion7():N}"[..20];
        await Server.DoAsync("adm1", async (s, _) => await Trained.CreateAsync(
            s, new CreateAccountRequest(userName, "Everybody", "Demo-2026!", [.. Roles.All.Keys], ["NOR"]), Stop));
        var client = await Server.AsAsync(userName);
        var refused = new List<string>();
        foreach (var (method, path) in await CommandsAsync())
        {
            var address = Regex.Replace(path, @"\{[^}]+\}", "00000000-0000-7000-8000-000000000001", RegexOptions.None, TimeSpan.FromSeconds(1));
            using var request = new HttpRequestMessage(new HttpMethod(method), address)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            var answer = await client.SendAsync(request, Stop);
            if ((int)answer.StatusCode is >= 400 and < 500)
            {
                refused.Add($"{method} {path}");
            }
        }

        var rows = await RowsAsync(userName);
        Assert.True(refused.Count >= 20, $"{refused.Count} refused");
        Assert.Equal(refused.Count, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain(Canary, row, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Refusal_OfAValidator_NamesCodeRouteAndFields()
    {
        await PostAsync("reg1", "/api/donors", new { familyName = "", givenName = Canary, birthDate = "1990-04-03", sex = "F" });

        var row = Assert.Single(await RowsAsync("reg1"), r => r.Contains("\"INP-400\"", StringComparison.Ordinal));
        Assert.Contains("POST /api/donors", row, StringComparison.Ordinal);
        Assert.Contains("familyName", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfAScanThatIsNoNumber_NamesTheFieldAndNotTheScan()
    {
        await PostAsync("lab3", "/api/donations/" + Canary + "-1234/samples/receive", new { sampleIds = new[] { Guid.CreateVersion7() } });

        var row = Assert.Single(await RowsAsync("lab3"));
        Assert.Contains("{din}/samples/receive", row, StringComparison.Ordinal);
        Assert.Contains("\"din\"", row, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, row, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Refusal_OfAnotherContentType_IsRecordedAndOneOfAReadIsNot()
    {
        var client = await Server.AsAsync("cmp1");
        await client.GetAsync("/api/units/" + Canary + "/E0336V00", Stop);
        Assert.Empty(await RowsAsync("cmp1"));

        var answer = await client.PostAsync("/api/holds", new StringContent(Canary, Encoding.UTF8, "text/plain"), Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.DoesNotContain(Canary, Assert.Single(await RowsAsync("cmp1")), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<List<string>> RowsAsync(string userName) =>
        [.. (await Server.Services.GetRequiredService<IAuditReads>().PageAsync(new AuditFilter(UserName: userName), limit: 500, cancellationToken: Stop))
            .Where(r => r.What == "operation.refused").Select(r => $"{r.Action} {r.Old} {r.New} {r.Reason}")];

    private async Task<List<(string Method, string Path)>> CommandsAsync()
    {
        using var document = JsonDocument.Parse(await (await Server.AsAsync("adm1")).GetStringAsync("/openapi/v1.json", Stop));
        return [.. document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (Method: method.Name.ToUpperInvariant(), Path: path.Name)))
            .Where(r => r.Method != "GET" && r.Path != "/api/auth/token")];
    }
}
