using System.Net;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.Donations;

public abstract class DonationEndpointsSpecs<T>(T server) : RoomSpecs<T>(server)
    where T : RoomsServer
{
    private static readonly DateOnly Later = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddYears(1);

    [Fact]
    public async Task Get_WhenCollected_ThenShowsFactsTubesAndTimeline()
    {
        var din = await Server.DonationAsync("Facts");
        await Server.UnitAsync(din);

        var donation = await OkAsync(await GetAsync("lab1", $"/api/donations/{din}"));

        var row = donation.GetProperty("donation");
        Assert.Equal((din, "Collected", "whole-blood", 1),
            (row.GetProperty("din").GetString(), row.GetProperty("status").GetString(), row.GetProperty("donationType").GetString(),
                row.GetProperty("units").GetInt32()));
        Assert.Equal(3, donation.GetProperty("samples").GetArrayLength());
        Assert.Equal(480, donation.GetProperty("collections")[0].GetProperty("volumeMl").GetInt32());
        var timeline = donation.GetProperty("timeline").EnumerateArray().Select(t => t.GetProperty("what").GetString()).ToList();
        Assert.Contains("collection-started", timeline);
        Assert.Contains("unit-made", timeline);
        Assert.DoesNotContain("Facts", donation.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhenTypedOrScanned_ThenFindsTheSame_AndNothingAtAnotherSite()
    {
        var din = await Server.DonationAsync("Typed");
        var label = await OkAsync(await GetAsync("phl1", $"/api/donations/{din}/label"));
        var typed = string.Concat(label.GetProperty("shown").GetString()!.Where(char.IsLetterOrDigit));

        await OkAsync(await GetAsync("phl1", $"/api/donations/{typed}"));
        await OkAsync(await GetAsync("phl1", $"/api/donations/{Uri.EscapeDataString(label.GetProperty("bag").GetString()!)}"));
        await RefusedAsync(await GetAsync("phl1", $"/api/donations/{din}", "WES"), HttpStatusCode.NotFound, code: "DNT-404");
    }

    [Theory]
    [InlineData("W12342600000", "ISBT-001")]
    [InlineData("O123426000001", "ISBT-001")]
    [InlineData("W123426000001*", "ISBT-002")]
    [InlineData("not-a-number", "ISBT-001")]
    public async Task Get_WhenTheNumberIsMalformed_Then400NamesTheField(string din, string code) =>
        await RefusedAsync(await GetAsync("phl1", $"/api/donations/{Uri.EscapeDataString(din)}"), HttpStatusCode.BadRequest, "din", code);

    [Fact]
    public async Task List_WhenFiltered_ThenHasThoseOnly()
    {
        var din = await Server.DonationAsync("Listed");

        var collected = await OkAsync(await GetAsync("phl1", "/api/donations?status=collected"));
        var failed = await OkAsync(await GetAsync("phl1", "/api/donations?status=failed"));

        Assert.Contains(din, collected.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("din").GetString()));
        Assert.Equal(0, failed.GetProperty("totalCount").GetInt64());
        await RefusedAsync(await GetAsync("phl1", "/api/donations?status=lost"), HttpStatusCode.BadRequest, "status");
    }

    [Fact]
    public async Task Receive_WhenScannedIn_ThenTheTubesAreThere_AndUnknownOnesAreRefused()
    {
        var din = await Server.DonationAsync("Tubes");

        var received = await OkAsync(await PostAsync("lab1", $"/api/donations/{din}/samples/receive", new { }));

        Assert.Equal(3, received.GetProperty("sampleIds").GetArrayLength());
        await RefusedAsync(
            await PostAsync("lab1", $"/api/donations/{din}/samples/receive", new { sampleIds = new[] { Guid.CreateVersion7() } }),
            HttpStatusCode.NotFound, code: "SMP-404");
        await RefusedAsync(
            await PostAsync("lab1", "/api/donations/W123499999999/samples/receive", new { }), HttpStatusCode.NotFound, code: "DNT-404");
    }

    [Fact]
    public async Task Lot_WhenReceivedTwice_Then409_AndARecallIsShown()
    {
        var lot = new { kind = "bagKit", number = "BAG-77", manufacturer = "Maker", expiresOn = Later, nominalVolumeMl = 500 };
        var made = await OkAsync(await PostAsync("adm1", "/api/lots", lot), HttpStatusCode.Created);

        await RefusedAsync(await PostAsync("adm1", "/api/lots", lot), HttpStatusCode.Conflict, code: "LOT-409");
        await OkAsync(await PostAsync("cmp1", $"/api/lots/{made.GetProperty("id").GetGuid():D}/recall", new { reasonCode = "leak" }));
        var list = await OkAsync(await GetAsync("cmp1", "/api/lots?kind=bagKit&number=BAG-77"));
        Assert.Equal("leak", list.GetProperty("items")[0].GetProperty("recallReasonCode").GetString());
    }

    [Theory]
    [InlineData("expiresOn", "2001-01-01")]
    [InlineData("nominalVolumeMl", 5000)]
    [InlineData("nominalVolumeMl", null)]
    [InlineData("number", "")]
    [InlineData("kind", "bucket")]
    public async Task Lot_WhenAFieldIsWrong_Then400NamesIt(string field, object? value)
    {
        var body = new Dictionary<string, object?>
        {
            ["kind"] = "bagKit",
            ["number"] = "BAG-9",
            ["manufacturer"] = "Maker",
            ["expiresOn"] = Later,
            ["nominalVolumeMl"] = 500,
            [field] = value,
        };

        await RefusedAsync(await PostAsync("adm1", "/api/lots", body), HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Equipment_WhenAdded_ThenIsAtThisSiteOnly()
    {
        var scale = new { code = "SCALE-9", kind = "scale", calibratedUntil = Later };
        await OkAsync(await PostAsync("adm1", "/api/equipment", scale), HttpStatusCode.Created);

        await RefusedAsync(await PostAsync("adm1", "/api/equipment", scale), HttpStatusCode.Conflict, code: "EQP-409");
        await RefusedAsync(
            await PostAsync("adm1", "/api/equipment", new { code = "S-1", kind = "kettle", calibratedUntil = Later }), HttpStatusCode.BadRequest, "kind");
        Assert.Contains("SCALE-9", await ScalesAsync(null));
        Assert.DoesNotContain("SCALE-9", await ScalesAsync("WES"));
    }

    private async Task<List<string?>> ScalesAsync(string? site) =>
        [.. (await OkAsync(await GetAsync("phl1", "/api/equipment?kind=scale", site))).GetProperty("items").EnumerateArray()
            .Select(e => e.GetProperty("code").GetString())];
}

public sealed class DonationEndpointsOnSqlite(RoomsOnSqlite server) : DonationEndpointsSpecs<RoomsOnSqlite>(server);

public sealed class DonationEndpointsOnPostgres(RoomsOnPostgres server) : DonationEndpointsSpecs<RoomsOnPostgres>(server);
