using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Isbt128;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.Components;

public abstract class UnitEndpointsSpecs<T>(T server) : RoomSpecs<T>(server)
    where T : RoomsServer
{
    [Fact]
    public async Task Get_WhenInQuarantine_ThenShowsEveryBlockerAndCovers()
    {
        var din = await Server.DonationAsync("Bag");
        await Server.UnitAsync(din);
        await CoverAsync("RB-24");

        var unit = await OkAsync(await GetAsync("cmp1", $"/api/units/{din}/E0336V00"));

        Assert.Equal("Quarantined", unit.GetProperty("record").GetProperty("unit").GetProperty("status").GetString());
        var vector = unit.GetProperty("vector");
        Assert.False(vector.GetProperty("isClear").GetBoolean());
        var blockers = vector.GetProperty("blockers").EnumerateArray().ToDictionary(b => b.GetProperty("code").GetString()!);
        Assert.Equal(38, blockers.Count);
        Assert.Equal("CoveredByProcedure", blockers["RB-24"].GetProperty("state").GetString());
        Assert.StartsWith("SOP-", blockers["RB-24"].GetProperty("procedure").GetString(), StringComparison.Ordinal);
        Assert.Equal(("Blocked", true), (blockers["RB-12"].GetProperty("state").GetString(), blockers["RB-12"].GetProperty("blocks").GetBoolean()));
    }

    [Fact]
    public async Task Label_WhenPrinted_ThenAScannerReadsIt_AndBeforeItIs404()
    {
        var din = await Server.DonationAsync("Label");
        await Server.UnitAsync(din, "E0336V00", inStock: true);
        await Server.UnitAsync(din, "E0701V00");

        var label = await OkAsync(await GetAsync("lbl1", $"/api/units/{din}/E0336V00/label"));

        var read = ScanParser.Parse(label.GetProperty("concatenated").GetString()!);
        Assert.Equal((din, "E0336V00"), (read.Din!.Value.Value, read.Product!.Value.Value));
        Assert.NotNull(read.Expiry);
        Assert.Equal("5100", read.BloodGroup!.Value.Code);
        await RefusedAsync(await GetAsync("lbl1", $"/api/units/{din}/E0701V00/label"), HttpStatusCode.NotFound, code: "LBL-404");
    }

    [Fact]
    public async Task List_WhenFiltered_ThenHasThoseOnly()
    {
        var din = await Server.DonationAsync("Stock");
        await Server.UnitAsync(din, inStock: true);

        Assert.Equal(1, await CountAsync($"status=released&componentClass=redCells&bloodGroup=5100&din={din}"));
        Assert.Equal(0, await CountAsync($"status=quarantined&din={din}"));
        Assert.Equal(0, await CountAsync($"componentClass=plasma&din={din}"));
        Assert.Equal(0, await CountAsync($"din={din}&expiresBefore=2020-01-01T00:00:00Z"));
        await RefusedAsync(await GetAsync("iss1", "/api/units?bloodGroup=XX"), HttpStatusCode.BadRequest, "bloodGroup");
        await RefusedAsync(await GetAsync("iss1", "/api/units?din=W12"), HttpStatusCode.BadRequest, "din");
    }

    [Fact]
    public async Task Trace_WhenMade_ThenLeadsToTheDonorInCodesOnly()
    {
        var din = await Server.DonationAsync("Tracey");
        await Server.UnitAsync(din);

        var trace = await OkAsync(await GetAsync("rel1", $"/api/units/{din}/E0336V00/trace"));

        var kinds = trace.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("kind").GetString()).Distinct().Order().ToList();
        Assert.Equal(["donation", "donor", "sample", "unit"], kinds);
        Assert.Contains("gave", trace.GetProperty("links").EnumerateArray().Select(l => l.GetProperty("kind").GetString()));
        Assert.DoesNotContain("Tracey", trace.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_WhenToAnotherSite_ThenThisSiteSeesItNoMore()
    {
        var din = await Server.DonationAsync("Mover");
        await Server.UnitAsync(din);

        await OkAsync(await PostAsync("cmp1", $"/api/units/{din}/E0336V00/move", new { storageCode = "FRIDGE-1", siteCode = "WES" }));

        await RefusedAsync(await GetAsync("cmp1", $"/api/units/{din}/E0336V00"), HttpStatusCode.NotFound, code: "UNT-404");
        await OkAsync(await GetAsync("cmp1", $"/api/units/{din}/E0336V00", "WES"));
        await RefusedAsync(
            await (await Server.AsAsync("cmp1", "WES")).PostAsJsonAsync($"/api/units/{din}/E0336V00/move", new { storageCode = "" }, Stop),
            HttpStatusCode.BadRequest, "storageCode");
    }

    [Fact]
    public async Task Get_WhenACodeIsMalformed_Then400NamesIt() =>
        await RefusedAsync(await GetAsync("cmp1", "/api/units/W123426000001/X1"), HttpStatusCode.BadRequest, "productCode", "ISBT-020");

    [Fact]
    public async Task Hold_WhenPlaced_ThenIsListedAndBlocks()
    {
        var din = await Server.DonationAsync("Held");
        await Server.UnitAsync(din);
        var body = new { scope = "unit", din, productCode = "E0336V00", reasonCode = "visual", operationId = Guid.CreateVersion7() };

        var placed = await OkAsync(await PostAsync("cmp1", "/api/holds", body), HttpStatusCode.Created);
        var replayed = await OkAsync(await PostAsync("cmp1", "/api/holds", body), HttpStatusCode.Created);

        Assert.Equal(placed.GetRawText(), replayed.GetRawText());
        var holds = await OkAsync(await GetAsync("rel1", "/api/holds?reasonCode=visual"));
        Assert.Equal(placed.GetProperty("holdId").GetGuid(), Assert.Single(holds.GetProperty("items").EnumerateArray().ToList()).GetProperty("id").GetGuid());
        var unit = await OkAsync(await GetAsync("cmp1", $"/api/units/{din}/E0336V00"));
        Assert.Equal("Blocked", unit.GetProperty("vector").GetProperty("blockers").EnumerateArray()
            .Single(b => b.GetProperty("code").GetString() == "RB-38").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("donor")]
    [InlineData("donation")]
    public async Task Hold_WhenOnWhatABagInStockCameFrom_ThenTheBagIsShownAsHeld(string scope)
    {
        var din = await Server.DonationAsync("Held" + scope);
        await Server.UnitAsync(din, inStock: true);
        Assert.False(await IsHeldAsync(din));
        var donor = (await OkAsync(await GetAsync("qa1", $"/api/donations/{din}"))).GetProperty("donation").GetProperty("donorId").GetGuid();

        var body = new Dictionary<string, object> { ["scope"] = scope, ["reasonCode"] = "manual", ["operationId"] = Guid.CreateVersion7() };
        body[scope == "donor" ? "donorId" : "din"] = scope == "donor" ? donor : din;
        await OkAsync(await PostAsync("qa1", "/api/holds", body), HttpStatusCode.Created);

        Assert.True(await IsHeldAsync(din));
        var unit = await OkAsync(await GetAsync("iss1", $"/api/units/{din}/E0336V00"));
        Assert.True(unit.GetProperty("record").GetProperty("unit").GetProperty("isHeld").GetBoolean());
    }

    private async Task<bool> IsHeldAsync(string din) => (await OkAsync(await GetAsync("iss1", $"/api/units?din={din}")))
        .GetProperty("items").EnumerateArray().Single().GetProperty("isHeld").GetBoolean();

    [Theory]
    [InlineData("""{"scope":"unit","reasonCode":"visual","din":"W123426000001"}""", 400, "productCode")]
    [InlineData("""{"scope":"donor","reasonCode":"visual"}""", 400, "donorId")]
    [InlineData("""{"scope":"donation","reasonCode":"visual","din":"W1234260000"}""", 400, "din")]
    [InlineData("""{"scope":"lot","reasonCode":"boredom","lotId":"01980000-0000-7000-8000-000000000001"}""", 400, "reasonCode")]
    [InlineData("""{"scope":"lot","reasonCode":"visual","noteCode":"a name","lotId":"01980000-0000-7000-8000-000000000001"}""", 400, "noteCode")]
    [InlineData("""{"scope":"lot","reasonCode":"visual","lotId":"01980000-0000-7000-8000-000000000001"}""", 404, null)]
    [InlineData("""{"scope":"donation","reasonCode":"visual","din":"W123499999999"}""", 404, null)]
    public async Task Hold_WhenWhatIsNamedIsWrong_ThenSaysSo(string body, int status, string? field) =>
        await RefusedAsync(await PostAsync("cmp1", "/api/holds", JsonDocument.Parse(body).RootElement), (HttpStatusCode)status, field);

    [Fact]
    public async Task Cover_WhenSignedOnOtherWords_Then409_AndWhatTheSystemEvaluatesIsNeverCovered()
    {
        var until = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30);

        await RefusedAsync(
            await PostAsync("qa1", "/api/covers", Cover("RB-24", until, new string('0', 64))), HttpStatusCode.Conflict, code: "SIG-409");
        await RefusedAsync(
            await PostAsync("qa1", "/api/covers", Cover("RB-14", until, await HashAsync("RB-14", until))), HttpStatusCode.UnprocessableEntity,
            code: "COV-002");
        await RefusedAsync(
            await PostAsync("qa1", "/api/covers", Cover("RB-24", until.AddYears(5), await HashAsync("RB-24", until.AddYears(5)))),
            HttpStatusCode.BadRequest, "validUntil");
        var cover = await CoverAsync("RB-23");
        await OkAsync(await PostAsync("qa1", $"/api/covers/{cover:D}/revoke", new { reasonCode = "withdrawn" }));
        Assert.DoesNotContain(cover, await CoversAsync("?pageSize=200"));
        Assert.Contains(cover, await CoversAsync("?all=true&pageSize=200"));
    }

    private async Task<List<Guid>> CoversAsync(string query) =>
        [.. (await OkAsync(await GetAsync("rel1", $"/api/covers{query}"))).GetProperty("items").EnumerateArray()
            .Select(c => c.GetProperty("id").GetGuid())];

    private async Task<Guid> CoverAsync(string blocker)
    {
        var until = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30);
        var signed = await PostAsync("qa1", "/api/covers", Cover(blocker, until, await HashAsync(blocker, until)));
        return (await OkAsync(signed, HttpStatusCode.Created)).GetProperty("coverId").GetGuid();
    }

    private async Task<string> HashAsync(string blockerCode, DateOnly until) => (await OkAsync(await GetAsync(
        "qa1", $"/api/covers/proposal?blockerCode={blockerCode}&procedureCode=SOP-QA-014&validUntil={until:yyyy-MM-dd}")))
        .GetProperty("signedHash").GetString()!;

    private static object Cover(string blockerCode, DateOnly validUntil, string signedHash) => new
    {
        blockerCode,
        procedureCode = "SOP-QA-014",
        validUntil,
        signature = new { userName = "qa1", password = "Demo-2026!", meaning = "accepted-for-use", reason = "procedure in force", signedHash },
    };

    private async Task<long> CountAsync(string query) =>
        (await OkAsync(await GetAsync("iss1", $"/api/units?{query}"))).GetProperty("totalCount").GetInt64();
}

public sealed class UnitEndpointsOnSqlite(RoomsOnSqlite server) : UnitEndpointsSpecs<RoomsOnSqlite>(server);

public sealed class UnitEndpointsOnPostgres(RoomsOnPostgres server) : UnitEndpointsSpecs<RoomsOnPostgres>(server);
