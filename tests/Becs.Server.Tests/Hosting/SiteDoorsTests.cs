using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Becs.Persistence.Workflows;
using Becs.Server.Accounts;
using Becs.Server.Tests.Accounts;
using Becs.Server.Tests.BadInput;
using Becs.Server.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Hosting;

/// <summary>Every route of the OpenAPI document that names a record of a site, tried by somebody who may everything, at the other site.</summary>
public class SiteDoorsTests(RoomsOnSqlite server) : RoomSpecs<RoomsOnSqlite>(server)
{
    /// <summary>Routes whose record belongs to no site: registers, materials, accounts and workflows are of all sites.</summary>
    private static readonly Regex Global = new("^/api/(donors|patients|lots|accounts|workflows|packages|changes|workflow-drafts|vendor-versions|platform-releases|integrity|training|my-training)/", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task EveryRouteOfASiteBoundRecord_WhenTriedByAPersonOfTheOtherSite_Is403AndAudited()
    {
        var records = await RecordsAsync();
        var here = await AccountAsync("here", "NOR");
        var there = await AccountAsync("there", "WES");
        var wrong = new List<string>();
        var tried = 0;
        foreach (var (method, path) in (await RoutesAsync()).Where(r => r.Path.Contains('{') && !Global.IsMatch(r.Path)))
        {
            var room = path.Split('/')[2];
            Assert.True(records.TryGetValue(room, out var record), $"{method} {path}: no record of this kind is tried");
            var address = $"{path[..path.IndexOf('{', StringComparison.Ordinal)]}{record}{path[(path.LastIndexOf('}') + 1)..]}";
            tried++;
            var other = await SendAsync(there, method, address);
            var own = await SendAsync(here, method, address);
            if (other != HttpStatusCode.Forbidden || own is HttpStatusCode.Forbidden or HttpStatusCode.NotFound || (int)own >= 500)
            {
                wrong.Add($"{method} {address}: {(int)other} from the other site, {(int)own} from its own");
            }
        }

        Assert.Empty(wrong);
        Assert.True(tried >= 20, $"only {tried} routes were tried");
        Assert.Equal(tried, (await Server.RefusalsAsync("there", "ACC-403")).Count);
    }

    [Fact]
    public async Task EveryList_WhenReadByAPersonOfTheOtherSite_ShowsNoRecordOfThisOne()
    {
        var ids = (await RecordsAsync()).Values.SelectMany(r => r.Split('/')).Where(part => part.Length > 8).ToList();
        var there = await AccountAsync("reader", "WES");
        var shown = new List<string>();
        foreach (var (_, path) in (await RoutesAsync()).Where(r => r.Method == "GET" && !r.Path.Contains('{')))
        {
            var text = await (await there.GetAsync(path, Stop)).Content.ReadAsStringAsync(Stop);
            shown.AddRange(ids.Where(id => text.Contains(id, StringComparison.OrdinalIgnoreCase)).Select(id => $"{path}: {id}"));
        }

        Assert.Empty(shown);
    }

    [Fact]
    public async Task Donor_WhenReadByAPersonOfTheOtherSite_ShowsTheDonorWithoutWhatWasGivenHere()
    {
        var din = await Server.DonationAsync("Elsewhere");
        var donation = await OkAsync(await GetAsync("reg1", $"/api/donations/{din}"));
        var donor = donation.GetProperty("donation").GetProperty("donorId").GetGuid();
        var here = await OkAsync(await GetAsync("reg1", $"/api/donors/{donor:D}"));
        var there = await OkAsync(await (await AccountAsync("register", "WES")).GetAsync($"/api/donors/{donor:D}", Stop));

        Assert.Equal((1, 1), (here.GetProperty("visits").GetArrayLength(), here.GetProperty("donations").GetArrayLength()));
        Assert.Equal((0, 0), (there.GetProperty("visits").GetArrayLength(), there.GetProperty("donations").GetArrayLength()));
        Assert.Equal(here.GetProperty("donorNumber").GetString(), there.GetProperty("donorNumber").GetString());
    }

    /// <summary>One record of each kind at NOR, by the room of its routes; a value is what stands in the place of the parameters.</summary>
    private async Task<Dictionary<string, string>> RecordsAsync()
    {
        var din = await Server.DonationAsync($"Door{Guid.CreateVersion7():N}");
        await Server.UnitAsync(din, inStock: true);
        var donation = await OkAsync(await GetAsync("reg1", $"/api/donations/{din}"));
        var hold = await OkAsync(
            await PostAsync("lab1", "/api/holds", new { scope = "donation", din, reasonCode = Domain.Quarantine.HoldReasons.All.First() }),
            HttpStatusCode.Created);
        Assert.True(await Server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        var tasks = await OkAsync(await GetAsync("lab1", "/api/tasks?process=quarantine"));
        var task = tasks.GetProperty("items")[0];
        var (run, incident) = await Server.DoAsync("lab1", (s, operation) =>
        {
            var ids = s.GetRequiredService<IIdGenerator>();
            var made = new TestRun(
                new TestRunId(ids.New()), $"R-{ids.New():N}", "NAT", null, [], operation.NowAt, true, FactStamp.Of(operation));
            s.GetRequiredService<ISubjects>().Create(made.Id.Subject);
            s.GetRequiredService<ITests>().Add(made);
            var failed = new IncidentRow
            {
                Id = ids.New(),
                InstanceId = task.GetProperty("instanceId").GetGuid(),
                OperationId = ids.New(),
                SiteId = operation.SiteId.Value,
                ExceptionType = "Some",
                Message = "made",
                CreatedAt = operation.NowAt,
            };
            s.GetRequiredService<IIncidents>().Add(failed);
            return Task.FromResult((made.Id.Value, failed.Id));
        });
        return new(StringComparer.Ordinal)
        {
            ["donations"] = din,
            ["units"] = $"{din}/E0336V00",
            ["visits"] = donation.GetProperty("visitId").GetGuid().ToString("D"),
            ["holds"] = hold.GetProperty("holdId").GetGuid().ToString("D"),
            ["tasks"] = task.GetProperty("id").GetGuid().ToString("D"),
            ["workflow-instances"] = task.GetProperty("instanceId").GetGuid().ToString("D"),
            ["orders"] = await OrderAsync(),
            ["covers"] = (await OkAsync(await GetAsync("qa1", "/api/covers"))).GetProperty("items")[0].GetProperty("id").GetGuid().ToString("D"),
            ["test-runs"] = run.ToString("D"),
            ["incidents"] = incident.ToString("D"),
        };
    }

    private async Task<string> OrderAsync()
    {
        var patient = await OkAsync(await PostAsync("hos1", "/api/patients", new
        {
            familyName = "Door",
            givenName = "Pia",
            birthDate = "1970-05-06",
            sex = "female",
            hospitalNumber = $"H-{Guid.CreateVersion7():N}",
        }), HttpStatusCode.Created);
        var order = await OkAsync(await PostAsync("hos1", "/api/orders", new
        {
            patientId = patient.GetProperty("id").GetGuid(),
            supplierSite = "NOR",
            urgency = "routine",
            neededByAt = DateTime.UtcNow.AddDays(1),
            lines = new[] { new { componentClass = "redCells", quantity = 1 } },
        }), HttpStatusCode.Created);
        return order.GetProperty("id").GetGuid().ToString("D");
    }

    /// <summary>Somebody with every role there is, at that site only.</summary>
    private async Task<HttpClient> AccountAsync(string userName, string site)
    {
        await Server.DoAsync("adm1", async (s, _) => await Trained.CreateAsync(
            s, new CreateAccountRequest(userName, $"Person of {site}", "Demo-2026!", [.. Roles.All.Keys], [site]), Stop));
        return await Server.AsAsync(userName);
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return (await client.SendAsync(request, Stop)).StatusCode;
    }

    private async Task<List<(string Method, string Path)>> RoutesAsync()
    {
        using var document = JsonDocument.Parse(await (await Server.AsAsync("adm1")).GetStringAsync("/openapi/v1.json", Stop));
        return [.. document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (method.Name.ToUpperInvariant(), path.Name)))];
    }
}
