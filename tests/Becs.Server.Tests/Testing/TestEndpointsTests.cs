using System.Net;
using System.Text.Json;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.Testing;

public abstract class TestEndpointsSpecs<T>(T server) : RoomSpecs<T>(server)
    where T : RoomsServer
{
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task Record_WhenSentTwice_ThenOnce_AndAnInvalidRunIsVoid()
    {
        var din = await ReceivedAsync("Results");
        var operationId = Guid.CreateVersion7();
        var body = await BatchAsync("RUN-1", operationId, Row(din, "HCV-AB", "NR"));

        var first = await OkAsync(await PostAsync("lab1", "/api/test-results", body));
        var replayed = await OkAsync(await PostAsync("lab1", "/api/test-results", body));
        var again = await OkAsync(await PostAsync("lab1", "/api/test-results", await BatchAsync("RUN-1", null, Row(din, "HCV-AB", "NR"))));

        Assert.Equal(1, first.GetProperty("recorded").GetArrayLength());
        Assert.Equal(first.GetRawText(), replayed.GetRawText());
        Assert.Equal((0, 1), (again.GetProperty("recorded").GetArrayLength(), again.GetProperty("alreadyRecorded").GetInt32()));
        var runs = await OkAsync(await GetAsync("lab1", "/api/test-runs?runNumber=RUN-1"));
        var run = runs.GetProperty("items")[0].GetProperty("id").GetGuid();
        await OkAsync(await PostAsync("lab2", $"/api/test-runs/{run:D}/invalidate", new { reasonCode = "drift" }));
        var donation = await OkAsync(await GetAsync("lab1", $"/api/donations/{din}"));
        Assert.True(donation.GetProperty("results")[0].GetProperty("isVoid").GetBoolean());
        await RefusedAsync(
            await PostAsync("lab2", $"/api/test-runs/{run:D}/invalidate", new { reasonCode = "drift" }), HttpStatusCode.UnprocessableEntity,
            code: "TST-020");
    }

    [Fact]
    public async Task Record_WhenRowsAreWrong_ThenEachIsNamedAndNothingIsWritten()
    {
        var din = await ReceivedAsync("Rows");
        var unknown = Row("W123499999999", "HCV-AB", "NR");

        var answer = await PostAsync("lab1", "/api/test-results", await BatchAsync(
            "RUN-2", null, Row(din, "HCV-AB", "NR"), unknown, Row("W1234", "HCV-AB", "NR"), Row(din, "NO-SUCH", "NR"), Row(din, "HIV-NAT", "POS")));

        var problem = await OkAsync(answer, HttpStatusCode.UnprocessableEntity);
        var fields = problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ToList();
        Assert.Equal(["rows[1].din", "rows[2].din", "rows[3].testCode", "rows[4].interpretation"], fields);
        var donation = await OkAsync(await GetAsync("lab1", $"/api/donations/{din}"));
        Assert.Equal(0, donation.GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("ranAt", HttpStatusCode.UnprocessableEntity)]
    [InlineData("reagentLots", HttpStatusCode.UnprocessableEntity)]
    [InlineData("equipmentCode", HttpStatusCode.UnprocessableEntity)]
    [InlineData("runNumber", HttpStatusCode.BadRequest)]
    [InlineData("rows", HttpStatusCode.BadRequest)]
    public async Task Record_WhenTheRunIsWrong_ThenTheFieldIsNamed(string field, HttpStatusCode status)
    {
        var body = await BatchAsync("RUN-3", null, Row("W123426000001", "HCV-AB", "NR"));
        body[field] = field switch
        {
            "ranAt" => Now.AddDays(2),
            "reagentLots" => new[] { "NO-SUCH" },
            "equipmentCode" => "NO-SUCH",
            "rows" => Array.Empty<object>(),
            _ => "",
        };

        await RefusedAsync(await PostAsync("lab1", "/api/test-results", body), status, field);
    }

    [Fact]
    public async Task Record_WhenTheTubeWasNotReceived_ThenRefused()
    {
        var din = await Server.DonationAsync("Absent");

        await RefusedAsync(
            await PostAsync("lab1", "/api/test-results", await BatchAsync("RUN-4", null, Row(din, "HCV-AB", "NR"))),
            HttpStatusCode.UnprocessableEntity, "rows[0].din", "TST-006");
    }

    private async Task<string> ReceivedAsync(string familyName)
    {
        var din = await Server.DonationAsync(familyName);
        await OkAsync(await PostAsync("lab1", $"/api/donations/{din}/samples/receive", new { }));
        return din;
    }

    private async Task<Dictionary<string, object?>> BatchAsync(string run, Guid? operationId, params object[] rows)
    {
        await PostAsync("adm1", "/api/lots", new
        {
            kind = "reagent",
            number = "REA-1",
            manufacturer = "Maker",
            expiresOn = DateOnly.FromDateTime(Now).AddYears(1),
        });
        return new Dictionary<string, object?>
        {
            ["runNumber"] = run,
            ["method"] = "Analyser",
            ["ranAt"] = Now,
            ["controlsInRange"] = true,
            ["reagentLots"] = new[] { "REA-1" },
            ["rows"] = rows,
            ["operationId"] = operationId,
        };
    }

    private static object Row(string din, string testCode, string interpretation) => new { din, testCode, interpretation };
}

public sealed class TestEndpointsOnSqlite(RoomsOnSqlite server) : TestEndpointsSpecs<RoomsOnSqlite>(server);

public sealed class TestEndpointsOnPostgres(RoomsOnPostgres server) : TestEndpointsSpecs<RoomsOnPostgres>(server);
