using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Isbt128;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.BadInput;

/// <summary>Numbers, results and orders that cannot be.</summary>
public class LaboratoryTests(BecsServer server) : IClassFixture<BecsServer>
{
    private static readonly DonationNumber Unknown = DonationNumber.Create("W1234", 2026, 999_999);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("W1234", "ISBT-001")]
    [InlineData("OOOOO26000001", "ISBT-001")]
    [InlineData("W123426ABCDEF", "ISBT-001")]
    [InlineData("W1234 26 000001 ?", "ISBT-002")]
    public async Task Donation_WhenTheNumberIsMalformed_Then400NamesIt(string din, string code)
    {
        var answer = await (await server.AsAsync("lab1")).GetAsync($"/api/donations/{Uri.EscapeDataString(din)}", Stop);

        await answer.RefusedAsync(HttpStatusCode.BadRequest, code, "din");
    }

    [Fact]
    public async Task Donation_WhenTheCheckCharacterIsWrong_Then400AndWithTheRightOne404()
    {
        var laboratory = await server.AsAsync("lab1");
        var wrong = Unknown.CheckCharacter == 'A' ? 'B' : 'A';

        var mistyped = await laboratory.GetAsync($"/api/donations/{Unknown.Value}{wrong}", Stop);
        var unknown = await laboratory.GetAsync($"/api/donations/{Unknown.Value}{Uri.EscapeDataString(Unknown.CheckCharacter.ToString())}", Stop);

        await mistyped.RefusedAsync(HttpStatusCode.BadRequest, "ISBT-002", "din");
        await unknown.RefusedAsync(HttpStatusCode.NotFound, "DNT-404", Unknown.Value);
    }

    [Fact]
    public async Task Results_WhenTheSampleIsUnknown_Then422NamesTheRowAndNothingIsRecorded()
    {
        var answer = await RecordAsync(Row(Unknown.Value));

        await answer.RefusedAsync((HttpStatusCode)422, "TST-002", "rows[0].din");
        await NothingRecordedAsync("TST-002");
    }

    [Fact]
    public async Task Results_WhenTypedWithAWrongCheckCharacter_Then422NamesTheRow()
    {
        var wrong = Unknown.CheckCharacter == 'A' ? 'B' : 'A';

        var answer = await RecordAsync(Row($"{Unknown.Value}{wrong}"), typed: true);

        await answer.RefusedAsync((HttpStatusCode)422, "ISBT-002", "rows[0].din");
        await NothingRecordedAsync("ISBT-002");
    }

    [Fact]
    public async Task Results_WhenTheRunLiesInTheFuture_Then422NamesTheTime()
    {
        var answer = await RecordAsync(Row(Unknown.Value), ranAt: "2990-01-01T00:00:00Z");

        await answer.RefusedAsync((HttpStatusCode)422, "TST-007", "ranAt");
        await NothingRecordedAsync("TST-007");
    }

    [Fact]
    public async Task Results_WhenTheReagentLotIsUnknown_Then422NamesIt()
    {
        var answer = await RecordAsync(Row(Unknown.Value), lot: "NO-SUCH-LOT");

        await answer.RefusedAsync((HttpStatusCode)422, "TST-013", "reagentLots");
    }

    [Theory]
    [InlineData("""{"runNumber":"R1","method":"CLIA","ranAt":"2026-01-01T00:00:00Z","controlsInRange":true,"reagentLots":["L"],"rows":[]}""", "rows")]
    [InlineData("""{"runNumber":"R1","method":"CLIA","ranAt":"soon","controlsInRange":true,"reagentLots":["L"],"rows":[]}""", "ranAt")]
    [InlineData("""{"runNumber":"","method":"CLIA","ranAt":"2026-01-01T00:00:00Z","controlsInRange":true,"reagentLots":["L"],"rows":[{"din":"W123426000001","testCode":"HIV-AB"}]}""", "runNumber")]
    [InlineData("""{"runNumber":"R1","method":"CLIA","ranAt":"2026-01-01T00:00:00Z","controlsInRange":"yes","reagentLots":["L"],"rows":[]}""", "controlsInRange")]
    public async Task Results_WhenAFieldIsMissingOrWrong_Then400NamesIt(string body, string field)
    {
        var answer = await (await server.AsAsync("lab1")).PostRawAsync("/api/test-results", body);

        await answer.RefusedAsync(HttpStatusCode.BadRequest, "INP-400", field);
    }

    [Theory]
    [InlineData("""{"scope":"donation","reasonCode":"manual","din":"W1234"}""", 400, "ISBT-001", "din")]
    [InlineData("""{"scope":"donation","reasonCode":"manual","din":"W123426999999"}""", 404, "DNT-404", "W123426999999")]
    [InlineData("""{"scope":"donation","reasonCode":"because","din":"W123426999999"}""", 400, "INP-400", "reasonCode")]
    [InlineData("""{"scope":"unit","reasonCode":"manual","din":"W123426999999","productCode":"E0336V00"}""", 404, "UNT-404", "E0336V00")]
    [InlineData("""{"scope":"unit","reasonCode":"manual","din":"W123426999999"}""", 400, "INP-400", "productCode")]
    [InlineData("""{"scope":"planet","reasonCode":"manual"}""", 400, "INP-400", "scope")]
    [InlineData("""{"scope":"donor","reasonCode":"manual","donorId":"01980000-0000-7000-8000-000000000001"}""", 404, "HLD-405", "donor:01980000-0000-7000-8000-000000000001")]
    public async Task Hold_WhenWhatItNamesIsWrong_ThenRefusedByNameAndNothingIsHeld(string body, int status, string code, string names)
    {
        var laboratory = await server.AsAsync("lab1");

        var answer = await laboratory.PostRawAsync("/api/holds", body);

        await answer.RefusedAsync((HttpStatusCode)status, code, names);
        Assert.Equal(0, await laboratory.CountAsync("/api/holds?open=all"));
    }

    [Theory]
    [InlineData("""{"patientId":"01980000-0000-7000-8000-000000000001","supplierSite":"ZZZ","urgency":"routine","neededByAt":"2026-01-01T00:00:00Z","lines":[{"componentClass":"redCells","quantity":1}]}""", 400, "SIT-404", "supplierSite")]
    [InlineData("""{"patientId":"01980000-0000-7000-8000-000000000001","supplierSite":"NOR","urgency":"routine","neededByAt":"2026-01-01T00:00:00Z","lines":[{"componentClass":"redCells","quantity":0}]}""", 400, "INP-400", "lines[0].quantity")]
    [InlineData("""{"patientId":"01980000-0000-7000-8000-000000000001","supplierSite":"NOR","urgency":"whenever","neededByAt":"2026-01-01T00:00:00Z","lines":[]}""", 400, "INP-400", "urgency")]
    [InlineData("""{"patientId":"01980000-0000-7000-8000-000000000001","supplierSite":"NOR","urgency":"routine","neededByAt":"2020-01-01T00:00:00Z","lines":[{"componentClass":"redCells","quantity":1}]}""", 400, "ORD-001", "neededByAt")]
    public async Task Order_WhenAFieldIsWrong_ThenRefusedByName(string body, int status, string code, string names)
    {
        var hospital = await server.AsAsync("hos1");

        var answer = await hospital.PostRawAsync("/api/orders", body);

        await answer.RefusedAsync((HttpStatusCode)status, code, names);
        Assert.Equal(0, await hospital.CountAsync("/api/orders"));
    }

    private static object Row(string din) => new { din, testCode = "HIV-AB", interpretation = "NR" };

    private async Task<HttpResponseMessage> RecordAsync(object row, string ranAt = "2026-01-02T00:00:00Z", string? lot = null, bool typed = false)
    {
        var laboratory = await server.AsAsync("lab1");
        return await laboratory.PostAsJsonAsync("/api/test-results", new
        {
            operationId = Guid.CreateVersion7(),
            runNumber = "RUN-1",
            method = "CLIA",
            ranAt,
            controlsInRange = true,
            reagentLots = new[] { lot ?? await ReagentAsync(laboratory) },
            rows = new[] { row },
            isTyped = typed,
        }, Stop);
    }

    private async Task<string> ReagentAsync(HttpClient client)
    {
        var lots = await client.GetFromJsonAsync<JsonElement>("/api/lots?kind=reagent", Stop);
        if (lots.GetProperty("totalCount").GetInt32() > 0)
        {
            return lots.GetProperty("items")[0].GetProperty("number").GetString()!;
        }

        var made = await (await server.AsAsync("adm1")).PostAsJsonAsync("/api/lots", new
        {
            kind = "reagent",
            number = "RG-1",
            manufacturer = "Reagents Inc",
            expiresOn = "2099-01-01",
        }, Stop);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return "RG-1";
    }

    private async Task NothingRecordedAsync(string code)
    {
        Assert.Equal(0, await (await server.AsAsync("lab1")).CountAsync("/api/test-runs"));
        Assert.NotEmpty(await server.RefusalsAsync("lab1", code));
    }
}
