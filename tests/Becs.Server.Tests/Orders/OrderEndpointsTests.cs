using System.Net;
using System.Text.Json;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.Orders;

public abstract class OrderEndpointsSpecs<T>(T server) : RoomSpecs<T>(server)
    where T : RoomsServer
{
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task Patient_WhenRecorded_ThenShowsGroupAntibodiesAndNeeds()
    {
        var id = await PatientAsync("Recipient");
        var sample = await FactAsync(id, "samples", Sample("S-1"));
        var other = await FactAsync(id, "samples", Sample("S-2"));
        await FactAsync(id, "typings", new { sampleId = sample, abo = "a", rhD = "positive" });
        await FactAsync(id, "typings", new { sampleId = other, abo = "a", rhD = "positive" });
        await FactAsync(id, "screens", new { sampleId = sample, isPositive = false });
        await FactAsync(id, "antibodies", new { antigen = "K", isClinicallySignificant = true });
        await OkAsync(await PostAsync("hos1", $"/api/patients/{id:D}/needs", new { code = "irradiated" }), HttpStatusCode.Created);

        var patient = await OkAsync(await GetAsync("iss1", $"/api/patients/{id:D}"));

        Assert.Equal("Recipient", patient.GetProperty("identity").GetProperty("familyName").GetString());
        var record = patient.GetProperty("record");
        Assert.Equal(("Confirmed", "A"), (record.GetProperty("groupStanding").GetString(), record.GetProperty("abo").GetString()));
        Assert.Equal("K", record.GetProperty("antibodies")[0].GetProperty("antigen").GetString());
        Assert.Equal("irradiated", record.GetProperty("needs")[0].GetProperty("code").GetString());
        var found = await OkAsync(await PostAsync("iss1", "/api/patients/search", new { familyName = "recip", hospitalNumber = "H-Recipient" }));
        Assert.Equal(id, Assert.Single(found.GetProperty("items").EnumerateArray().ToList()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Patient_WhenAFactCannotBe_ThenRefusedAndNamed()
    {
        var id = await PatientAsync("Facts");

        await RefusedAsync(
            await PostAsync("lab1", $"/api/patients/{id:D}/samples", Sample("S", Now.AddDays(1))), HttpStatusCode.BadRequest, "drawnAt", "PAT-002");
        await RefusedAsync(
            await PostAsync("lab1", $"/api/patients/{id:D}/typings", new { sampleId = id, abo = "o", rhD = "negative" }),
            HttpStatusCode.NotFound, code: "PAT-404");
        await RefusedAsync(
            await PostAsync("lab1", $"/api/patients/{id:D}/typings", new { sampleId = id, abo = "c", rhD = "negative" }),
            HttpStatusCode.BadRequest, "abo");
        await RefusedAsync(await PostAsync("hos1", $"/api/patients/{id:D}/needs", new { code = "blue" }), HttpStatusCode.BadRequest, "code");
        await RefusedAsync(
            await PostAsync("aud1", $"/api/patients/{id:D}/needs", new { code = "irradiated" }), HttpStatusCode.Forbidden, code: "PERM-001");
        await RefusedAsync(
            await PostAsync("hos1", "/api/patients", new { familyName = "F", givenName = "G", birthDate = "2999-01-01", hospitalNumber = "1" }),
            HttpStatusCode.BadRequest, "birthDate", "PAT-001");
    }

    [Fact]
    public async Task Order_WhenPlacedTwice_ThenOnce_SeenByBothSites_AndCancelled()
    {
        var patient = await PatientAsync("Orderly");
        var body = Order(patient, operationId: Guid.CreateVersion7());

        var placed = await OkAsync(await PostAsync("hos1", "/api/orders", body), HttpStatusCode.Created);
        var replayed = await OkAsync(await PostAsync("hos1", "/api/orders", body), HttpStatusCode.Created);

        Assert.Equal(placed.GetRawText(), replayed.GetRawText());
        var id = placed.GetProperty("id").GetGuid();
        var here = await OkAsync(await GetAsync("hos1", $"/api/orders/{id:D}"));
        var supplier = await OkAsync(await GetAsync("iss1", $"/api/orders/{id:D}", "WES"));
        Assert.Equal((2, 0), (here.GetProperty("order").GetProperty("ordered").GetInt32(), here.GetProperty("order").GetProperty("issued").GetInt32()));
        Assert.Equal(here.GetRawText(), supplier.GetRawText());
        Assert.DoesNotContain("Orderly", here.GetRawText(), StringComparison.Ordinal);
        var open = await OkAsync(await GetAsync("iss1", $"/api/orders?state=placed&patientId={patient:D}"));
        Assert.Equal(1, open.GetProperty("totalCount").GetInt64());
        await OkAsync(await PostAsync("hos1", $"/api/orders/{id:D}/cancel", new { reasonCode = "not-needed" }));
        await RefusedAsync(
            await PostAsync("hos1", $"/api/orders/{id:D}/cancel", new { reasonCode = "not-needed" }), HttpStatusCode.Conflict, code: "ORD-409");
    }

    [Theory]
    [InlineData("neededByAt", "2001-01-01T00:00:00Z", 400)]
    [InlineData("supplierSite", "XXX", 400)]
    [InlineData("urgency", "whenever", 400)]
    [InlineData("patientId", "01980000-0000-7000-8000-00000000aaaa", 404)]
    public async Task Order_WhenAFieldIsWrong_ThenItIsNamed(string field, string value, int status)
    {
        var body = Order(await PatientAsync("Wrong"));
        body[field] = value;

        await RefusedAsync(await PostAsync("hos1", "/api/orders", body), (HttpStatusCode)status, status == 404 ? null : field);
    }

    [Fact]
    public async Task Order_WhenALineIsOutOfRange_ThenItIsNamed()
    {
        var body = Order(await PatientAsync("Lines"));
        body["lines"] = new[] { new { componentClass = "redCells", quantity = 0 } };

        await RefusedAsync(await PostAsync("hos1", "/api/orders", body), HttpStatusCode.BadRequest, "lines[0].quantity");
    }

    [Fact]
    public async Task Order_WhenItConcernsOtherSites_Then404()
    {
        var id = (await OkAsync(await PostAsync("hos1", "/api/orders", Order(await PatientAsync("Local"), "NOR")), HttpStatusCode.Created))
            .GetProperty("id").GetGuid();

        await RefusedAsync(await GetAsync("iss1", $"/api/orders/{id:D}", "WES"), HttpStatusCode.NotFound, code: "ORD-404");
    }

    private static Dictionary<string, object?> Order(Guid patientId, string supplierSite = "WES", Guid? operationId = null) => new()
    {
        ["patientId"] = patientId,
        ["supplierSite"] = supplierSite,
        ["urgency"] = "routine",
        ["neededByAt"] = Now.AddDays(1),
        ["lines"] = new[] { new { componentClass = "redCells", quantity = 2, specialNeeds = new[] { "irradiated" } } },
        ["operationId"] = operationId,
    };

    private static object Sample(string sampleCode, DateTime? drawnAt = null) => new
    {
        sampleCode,
        drawnAt = drawnAt ?? Now.AddHours(-1),
        collectorCode = "N-7",
        twoIdentifiersAgree = true,
    };

    private async Task<Guid> PatientAsync(string familyName) => (await OkAsync(await PostAsync("hos1", "/api/patients", new
    {
        familyName,
        givenName = "Pia",
        birthDate = "1970-05-06",
        sex = "female",
        hospitalNumber = $"H-{familyName}",
    }), HttpStatusCode.Created)).GetProperty("id").GetGuid();

    private async Task<Guid> FactAsync(Guid patient, string path, object body) =>
        (await OkAsync(await PostAsync("lab1", $"/api/patients/{patient:D}/{path}", body), HttpStatusCode.Created)).GetProperty("factId").GetGuid();
}

public sealed class OrderEndpointsOnSqlite(RoomsOnSqlite server) : OrderEndpointsSpecs<RoomsOnSqlite>(server);

public sealed class OrderEndpointsOnPostgres(RoomsOnPostgres server) : OrderEndpointsSpecs<RoomsOnPostgres>(server);
