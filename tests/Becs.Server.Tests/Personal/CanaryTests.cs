using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Donors;
using Becs.Server.Operations;
using Becs.Server.Simulation;
using Becs.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Becs.Server.Tests.Personal;

/// <summary>
/// A donor and a patient bear a name that occurs nowhere else. They come, answer, are refused, meet a fault, are ordered for; then the name
/// must be in no file or table of the database, no message, no log line and no trace.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public partial class CanaryTests
{
    private const string Name = "Quixwolbe";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Name_OnSqlite_IsNowhere()
    {
        var folder = Directory.CreateTempSubdirectory("becs-canary-").FullName;
        using var seen = new SeenOutside(Name);
        await using (var server = NewServer(folder, seen))
        {
            await LiveAsync(server, seen);
            Assert.Contains(Directory.EnumerateFiles(folder), f => f.EndsWith("becs.db-wal", StringComparison.Ordinal));
            Assert.Empty(await FilesWithNameAsync(folder, seen));
        }

        SqliteConnection.ClearAllPools();
        Assert.Empty(await FilesWithNameAsync(folder, seen));
        Assert.Empty(seen.Findings);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Name_OnPostgres_IsNowhere()
    {
        var root = new NpgsqlConnectionStringBuilder(Needs.Postgres());
        var own = new NpgsqlConnectionStringBuilder(root.ConnectionString) { Database = $"becs_canary_{Guid.NewGuid():N}", Pooling = false };
        await ExecuteAsync(root.ConnectionString, $"CREATE DATABASE {own.Database}");
        var folder = Directory.CreateTempSubdirectory("becs-canary-").FullName;
        try
        {
            using var seen = new SeenOutside(Name);
            await using (var server = NewServer(
                folder, seen, ("Becs:Database:Provider", "PostgreSql"), ("Becs:Database:ConnectionString", own.ConnectionString)))
            {
                await LiveAsync(server, seen);
            }

            // Before the search, whose own statements hold the name.
            Assert.Empty(seen.Findings);
            Assert.Empty(await TablesWithNameAsync(own.ConnectionString));
            Assert.Empty(await FilesWithNameAsync(folder, seen));
        }
        finally
        {
            await ExecuteAsync(root.ConnectionString, $"DROP DATABASE {own.Database} WITH (FORCE)");
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Shows that the search would find the name if it were there.</summary>
    [Fact]
    public async Task Search_WhenTheNameIsInAFile_ThenFindsIt()
    {
        var folder = Directory.CreateTempSubdirectory("becs-canary-").FullName;
        using var seen = new SeenOutside(Name);
        await File.WriteAllTextAsync(Path.Combine(folder, "a"), $"before {Name.ToUpperInvariant()} after", Stop);
        await File.WriteAllBytesAsync(Path.Combine(folder, "b"), System.Text.Encoding.Unicode.GetBytes($"x{Name}"), Stop);

        Assert.Equal(2, (await FilesWithNameAsync(folder, seen)).Count);
        Directory.Delete(folder, recursive: true);
    }

    private static BecsServer NewServer(string folder, SeenOutside seen, params (string, string)[] settings) => new(
        folder, services => seen.Watch(services),
        [("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft", "Debug"), ("Logging:LogLevel:MassTransit", "Debug"), .. settings]);

    private static async Task LiveAsync(BecsServer server, SeenOutside seen)
    {
        seen.WatchBus(server.Services);
        var registrar = await server.AsAsync("reg1");
        var donor = await RegisterAsync(registrar, "19900403");
        await FaultAsync(server, seen, registrar, donor);
        await AnswerAsync(server, registrar, await RegisterAsync(registrar, "19910504", "1991-05-04"));
        await RefuseAsync(server, registrar);
        await OrderAsync(await server.AsAsync("hos1"));
        await DrainAsync(server);
        Assert.True(seen.Messages > 0 && seen.Lines > 0 && seen.Spans > 0, "nothing was recorded");
    }

    private static async Task<Guid> RegisterAsync(HttpClient registrar, string national, string born = "1990-04-03")
    {
        var made = await registrar.PostAsJsonAsync("/api/donors", new
        {
            familyName = Name,
            givenName = Name,
            birthDate = born,
            sex = "F",
            nationalId = $"{Name}-{national}",
            address = $"1 {Name} Street",
            phone = $"{Name} 5",
            email = $"{Name}@example.org",
        }, Stop);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (await made.JsonAsync()).GetProperty("id").GetGuid();
    }

    /// <summary>The submission meets a bug: it is kept, sealed.</summary>
    private static async Task FaultAsync(BecsServer server, SeenOutside seen, HttpClient registrar, Guid donor)
    {
        var task = await VisitAsync(server, registrar, donor);
        seen.BreakReads = true;
        var kept = await CompleteAsync(registrar, task, "Compare", Identity());
        seen.BreakReads = false;
        Assert.True(kept.StatusCode == HttpStatusCode.Accepted, await kept.Content.ReadAsStringAsync(Stop));
    }

    private static async Task AnswerAsync(BecsServer server, HttpClient registrar, Guid donor)
    {
        var task = await VisitAsync(server, registrar, donor);
        var identified = await CompleteAsync(registrar, task, "Compare", Identity("1991-05-04"));
        Assert.True(identified.StatusCode == HttpStatusCode.OK, await identified.Content.ReadAsStringAsync(Stop));
        await DrainAsync(server);
        var screener = await server.AsAsync("scr1");
        var questions = await TaskOfAsync(screener, donor);
        var answers = Questionnaire.UsualAnswers();
        answers["consentTextVersion"] = "US-2026-01";
        answers["useOfBlood"] = Name;
        answers["medications"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["drug"] = Name, ["lastTakenOn"] = "2990-01-01" });
        var refused = await CompleteAsync(screener, questions, "Complete", answers);
        Assert.True((int)refused.StatusCode is >= 400 and < 500, await refused.Content.ReadAsStringAsync(Stop));
    }

    private static async Task RefuseAsync(BecsServer server, HttpClient registrar)
    {
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/donors", new { familyName = Name, givenName = Name, birthDate = "2990-01-01", sex = "F" }),
            ("/api/donors", new { familyName = Name, givenName = Name, birthDate = "1990-04-03", sex = Name }),
            ("/api/donors", new { familyName = Name, givenName = Name, birthDate = "1990-04-03", sex = "F", language = Name }),
            ("/api/donors", new { familyName = Name, givenName = Name, birthDate = "1990-04-03", sex = "F", nationalId = $"{Name}-19900403" }),
            ("/api/visits", new { donorId = Guid.CreateVersion7(), donationType = Name }),
            ("/api/holds", new { scope = "donation", reasonCode = "manual", din = Name }),
            ("/api/holds", new { scope = "lot", reasonCode = Name, lotId = Guid.CreateVersion7() }),
        })
        {
            var answer = await registrar.PostAsJsonAsync(path, body, Stop);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path}: {(int)answer.StatusCode}");
        }

        await RefuseInTheLaboratoryAsync(await server.AsAsync("lab1"));
        var found = await registrar.PostAsJsonAsync("/api/donors/search", new { familyName = Name }, Stop);
        Assert.Equal(2, (await found.JsonAsync()).GetProperty("totalCount").GetInt32());
        var scan = await (await server.AsAsync("lab1")).PostAsJsonAsync("/api/test-results", new
        {
            runNumber = "R1",
            method = "CLIA",
            ranAt = "2026-01-01T00:00:00Z",
            controlsInRange = true,
            reagentLots = new[] { "none" },
            rows = new[] { new { din = Name, testCode = "HIV-AB", raw = Name } },
        }, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scan.StatusCode);
    }

    /// <summary>The name under the scanner, where a number belongs, as a reason, as the name of a field.</summary>
    private static async Task RefuseInTheLaboratoryAsync(HttpClient laboratory)
    {
        var batch = new { runNumber = "R2", method = "CLIA", ranAt = "2026-01-01T00:00:00Z", controlsInRange = true, reagentLots = new[] { "none" } };
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/holds", new { scope = "donation", reasonCode = "manual", din = Name }),
            ("/api/holds", new { scope = "donation", reasonCode = "manual", din = $"{Name}1234" }),
            ("/api/holds", new { scope = "donation", reasonCode = "manual", din = $"={Name}1234" }),
            ("/api/holds", new { scope = "donation", reasonCode = "manual", din = $"&;1{Name}" }),
            ("/api/holds", new { scope = "unit", reasonCode = "manual", din = "W123426000001", productCode = Name }),
            ("/api/holds", new { scope = "lot", reasonCode = Name, noteCode = Name, lotId = Guid.CreateVersion7() }),
            ("/api/test-results", new { batch.runNumber, batch.method, batch.ranAt, batch.controlsInRange, rows = Name }),
            ("/api/test-results", new
            {
                batch.runNumber,
                batch.method,
                batch.ranAt,
                batch.controlsInRange,
                batch.reagentLots,
                rows = new[] { new { din = "W123426000001", testCode = Name, raw = Name, reactions = new Dictionary<string, string> { [Name] = Name } } },
            }),
            ($"/api/patients/{Guid.CreateVersion7():D}/samples", new { sampleCode = Name, drawnAt = Name, collectorCode = Name }),
            ($"/api/tasks/{Guid.CreateVersion7():D}/claim", new { expectedRevision = Name }),
            ($"/api/tasks/{Guid.CreateVersion7():D}/claim", new Dictionary<string, object> { ["expectedRevision"] = 1, [Name] = Name }),
        })
        {
            var answer = await laboratory.PostAsJsonAsync(path, body, Stop);
            Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path}: {(int)answer.StatusCode}");
        }
    }

    private static async Task OrderAsync(HttpClient hospital)
    {
        var patient = await hospital.PostAsJsonAsync("/api/patients", new
        {
            familyName = Name,
            givenName = Name,
            birthDate = "1970-01-01",
            hospitalNumber = $"{Name}-7",
        }, Stop);
        Assert.Equal(HttpStatusCode.Created, patient.StatusCode);
        var order = await hospital.PostAsJsonAsync("/api/orders", new
        {
            patientId = (await patient.JsonAsync()).GetProperty("id").GetGuid(),
            supplierSite = "NOR",
            urgency = "routine",
            neededByAt = DateTime.UtcNow.AddDays(1),
            lines = new[] { new { componentClass = "redCells", quantity = 1 } },
        }, Stop);
        Assert.True(order.StatusCode == HttpStatusCode.Created, await order.Content.ReadAsStringAsync(Stop));
    }

    private static object Identity(string born = "1990-04-03") =>
        new { fullName = $"{Name} {Name}", birthDate = born, photoId = "identity-card" };

    private static async Task<JsonElement> VisitAsync(BecsServer server, HttpClient registrar, Guid donor)
    {
        var visit = await registrar.PostAsJsonAsync("/api/visits", new { donorId = donor, donationType = "whole-blood" }, Stop);
        Assert.True(visit.StatusCode == HttpStatusCode.Created, await visit.Content.ReadAsStringAsync(Stop));
        await DrainAsync(server);
        return await TaskOfAsync(registrar, donor);
    }

    private static async Task DrainAsync(BecsServer server) =>
        Assert.True(await server.Services.GetRequiredService<StimulusPump>().DrainAsync(Stop));

    private static async Task<JsonElement> TaskOfAsync(HttpClient client, Guid donor) => Assert.Single(
        (await client.GetFromJsonAsync<JsonElement>($"/api/tasks?subject={donor:D}", Stop)).GetProperty("items").EnumerateArray().ToList());

    private static Task<HttpResponseMessage> CompleteAsync(HttpClient client, JsonElement task, string outcome, object data) =>
        client.PostAsJsonAsync($"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", new
        {
            operationId = Guid.CreateVersion7(),
            expectedRevision = task.GetProperty("revision").GetInt32(),
            outcome,
            data,
        }, Stop);
}
