using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Definitions.Packages;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>A later build brings new versions of shipped workflows: they are offers, and what is made of them is a change like any other.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class VendorVersionTests(ChangeServer server) : IClassFixture<ChangeServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("becs-vendor-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Load_WhenTheVendorBringsANewVersion_ThenItIsOfferedComparedTakenOverByAChangeAndTheNextOneComesFromIt()
    {
        await ShipAsync("shipped", 1, "one");
        await server.BeginAsync("own1", "shipped");
        await server.AttachAsync("own1", "shipped", Scenario("shipped"));
        await server.EditAsync("own1", "shipped", "ours");
        var site = await server.ApproveDraftAsync("own1", "shipped");
        Assert.Equal(2, site.GetProperty("version").GetInt32());

        await ShipAsync("shipped", 2, "theirs", "start");
        await ShipAsync("shipped", 2, "theirs", "start"); // a restart offers nothing twice
        Assert.Equal(Text(site, "packageHash"), (await server.StartAsync("shipped")).PackageHash);
        var offer = Assert.Single(await OffersAsync("shipped"));
        Assert.Equal(("offered", 2), (Text(offer, "state"), offer.GetProperty("number").GetInt32()));
        using var accepted = await server.TrySendAsync(
            "qa1", HttpMethod.Post, $"/api/packages/{Text(offer, "packageHash")}/accept", new { signature = Sign("qa1", "accepted-for-use", Text(offer, "packageHash")) });
        Assert.Equal(HttpStatusCode.NotFound, accepted.StatusCode);

        var compared = await server.SendAsync("val1", HttpMethod.Get, $"/api/vendor-versions/{Id(offer):D}");
        Assert.Equal((2, 1), (compared.GetProperty("siteVersion").GetInt32(), compared.GetProperty("ancestorNumber").GetInt32()));
        Assert.Equal((2, 1), (compared.GetProperty("vendor").GetArrayLength(), compared.GetProperty("site").GetArrayLength()));
        var both = Assert.Single(compared.GetProperty("both").EnumerateArray());
        Assert.False(both.GetProperty("isSame").GetBoolean());

        await server.SendAsync("own1", HttpMethod.Post, $"/api/vendor-versions/{Id(offer):D}/draft", new { });
        using var twice = await server.TrySendAsync("own1", HttpMethod.Post, $"/api/vendor-versions/{Id(offer):D}/draft", new { });
        Assert.Equal("VND-411", await twice.CodeAsync());
        var taken = await server.ApproveDraftAsync("own1", "shipped");
        Assert.Equal(3, taken.GetProperty("version").GetInt32());
        Assert.Equal(Text(taken, "packageHash"), (await server.StartAsync("shipped")).PackageHash);
        offer = Assert.Single(await OffersAsync("shipped"));
        Assert.Equal("taken", Text(offer, "state"));
        var change = Assert.Single(offer.GetProperty("changes").EnumerateArray());
        Assert.Contains("\"three-way\"", (await server.FindAsync(Id(change))).GetRawText(), StringComparison.Ordinal);

        await ShipAsync("shipped", 3, "theirs again", "start");
        var next = (await OffersAsync("shipped")).Single(o => o.GetProperty("number").GetInt32() == 3);
        Assert.Equal(Text(offer, "packageHash"), Text(next, "ancestorHash"));
        Assert.Equal(0, (await server.SendAsync("val1", HttpMethod.Get, $"/api/vendor-versions/{Id(next):D}")).GetProperty("site").GetArrayLength());
    }

    [Fact]
    public async Task Decline_WhenAnOwnerGivesAReason_ThenItIsOnRecordAndNothingIsOfferedTwice()
    {
        await ShipAsync("declined", 1, "one");
        await ShipAsync("declined", 2, "two");
        var offer = Assert.Single(await OffersAsync("declined"));
        using var nobody = await server.TrySendAsync("val1", HttpMethod.Post, $"/api/vendor-versions/{Id(offer):D}/decline", new { reason = "no" });
        Assert.Equal(HttpStatusCode.Forbidden, nobody.StatusCode);

        await server.SendAsync("own1", HttpMethod.Post, $"/api/vendor-versions/{Id(offer):D}/decline", new { reason = "We pool by hand." });

        using var again = await server.TrySendAsync("own1", HttpMethod.Post, $"/api/vendor-versions/{Id(offer):D}/decline", new { reason = "no" });
        Assert.Equal("VND-410", await again.CodeAsync());
        await ShipAsync("declined", 2, "two");
        Assert.Equal(("declined", "We pool by hand."), (Text(Assert.Single(await OffersAsync("declined")), "state"),
            Text(Assert.Single(await OffersAsync("declined")), "declineReason")));
    }

    [Fact]
    public async Task Load_WhenAnOldNumberComesWithOtherContents_ThenItIsNoOffer()
    {
        await ShipAsync("renumbered", 1, "one");
        await ShipAsync("renumbered", 1, "two");

        Assert.Empty(await OffersAsync("renumbered"));
        var versions = await server.SendAsync("aud1", HttpMethod.Get, "/api/workflows/renumbered/versions");
        Assert.Equal(1, versions.GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Accept_WhenAVersionIsInUse_ThenASecondOneNeedsAChange()
    {
        await server.AcceptAsync(Shipped("first", 1, "one").ToJsonString());

        var refused = await Assert.ThrowsAsync<RuleException>(() => server.AcceptAsync(Shipped("first", 2, "two").ToJsonString()));

        Assert.Equal("PKG-003", refused.Code);
        await ShipAsync("beside", 1, "one"); // the next start goes on, and leaves it waiting
        Assert.Equal(1, (await server.StartAsync("first")).Version);
    }

    /// <summary>A file somebody put into the folder was submitted by nobody: it is proven before quality can accept it.</summary>
    [Fact]
    public async Task Accept_WhenAFirstVersionBreaksWhatEveryVersionMustKeep_ThenRefused()
    {
        await server.SendAsync("adm1", HttpMethod.Get, "/api/sites");
        var definition = Shipped("unproven", 1, "one");
        definition["root"]!["activities"]![1] = JsonNode.Parse(
            """{ "id": "Wait", "type": "Elsa.Event", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Never" } } }""");
        var package = server.Services.GetRequiredService<PackageBuilder>().Build(JsonSerializer.SerializeToUtf8Bytes(definition));
        var ids = server.Services.GetRequiredService<IIdGenerator>();
        await server.Services.GetRequiredService<OperationRunner>().RunAsync(OperationRequest.System(ids.New(), "test.load"), (scope, _) =>
        {
            scope.GetRequiredService<IPackageRecords>().Add(new PackageRecord(
                ids.New(), PackageRecord.Workflow, package.DefinitionId, 1, package.Name, package.PackageHash, package.BehaviourHash, package.Bytes.ToArray(),
                server.Clock.GetUtcNow().UtcDateTime), []);
            return Task.FromResult(true);
        }, Stop);

        using var refused = await server.TrySendAsync(
            "qa1", HttpMethod.Post, $"/api/packages/{package.PackageHash}/accept", new { signature = Sign("qa1", "accepted-for-use", package.PackageHash) });
        Assert.Equal("PKG-004", await refused.CodeAsync());
        await Assert.ThrowsAsync<ConflictException>(() => server.StartAsync("unproven"));
    }

    [Fact]
    public async Task Draft_WhenItGoesOnFromARejectedCandidateOfAnOffer_ThenItHasTheFormsOfTheCandidateAndIsOfThatOffer()
    {
        await ShipAsync("resumed", 1, "one", "go", ("look.v1", Form("Look")));
        await ShipAsync("resumed", 2, "theirs", "start", ("look.v1", Form("Look")), ("look.v2", Form("Look closely")));
        var offer = Assert.Single(await OffersAsync("resumed"));
        await server.SendAsync("own1", HttpMethod.Post, $"/api/vendor-versions/{Id(offer):D}/draft", new { });
        await server.AttachAsync("own1", "resumed", Scenario("resumed"));
        var change = Id(await server.SubmitAsync("own1", "resumed"));
        var rejected = Text(await server.StepAsync("val1", change, "review", "reviewed", new { accept = false, comment = "The text." }), "packageHash");

        var served = JsonNode.Parse((await server.SendAsync("own2", HttpMethod.Get, $"/elsa/api/workflow-definitions/by-id/{rejected}")).GetRawText())!.AsObject();
        served["root"]!["activities"]!.AsArray().First(a => a!["id"]!.GetValue<string>() == "Say")!["text"]!["expression"]!["value"] = "mended";
        await server.SaveAsync("own2", served);

        var draft = Id(await server.BeginAsync("own2", "resumed"));
        var parts = (await server.SendAsync("own2", HttpMethod.Get, $"/api/workflow-drafts/{draft:D}/parts")).GetProperty("parts");
        Assert.Equal(["look.v1", "look.v2"], parts.EnumerateArray().Select(p => Text(p, "key")));
        await server.SubmitAsync("own2", "resumed");
        Assert.Equal(2, Assert.Single(await OffersAsync("resumed")).GetProperty("changes").GetArrayLength());
    }

    private static string Form(string title) => JsonSerializer.Serialize(new
    {
        type = "object",
        title,
        properties = new { seen = new { type = "boolean", title = "Seen" } },
    });

    private async Task<IReadOnlyList<JsonElement>> OffersAsync(string definitionId) =>
        [.. (await server.SendAsync("own1", HttpMethod.Get, "/api/vendor-versions?pageSize=100")).GetProperty("items").EnumerateArray()
            .Where(o => Text(o, "definitionId") == definitionId)];

    /// <summary>The build starts with this file in its folder.</summary>
    private async Task ShipAsync(string id, int version, string text, string first = "go", params (string Key, string Json)[] forms)
    {
        await server.SendAsync("adm1", HttpMethod.Get, "/api/sites");
        var folder = Directory.CreateDirectory(Path.Combine(_folder, id)).FullName;
        foreach (var old in Directory.EnumerateFiles(folder))
        {
            File.Delete(old);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, $"{id}.v{version}.json"), Shipped(id, version, text, first).ToJsonString(), Stop);
        foreach (var (key, json) in forms)
        {
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "forms")).FullName, $"{key}.json"), json, Stop);
        }

        await server.Services.GetRequiredService<PackageLoader>().LoadAsync(_folder, Stop);
    }

    private static JsonObject Shipped(string id, int version, string text, string first = "go")
    {
        var definition = Definition(id, text);
        definition["version"] = version;
        definition["root"]!["activities"]![0]!["text"]!["expression"]!["value"] = first;
        return definition;
    }
}
