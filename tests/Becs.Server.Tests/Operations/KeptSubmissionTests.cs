using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Server.Tests.Simulation;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Operations;

/// <summary>
/// A person signs a task and the server meets a bug: what was given is kept with its signature, applied once when the cause is gone, by QA or
/// by its repetition, and asked again it gets the first answer. Nobody types or signs it again.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public class KeptSubmissionTests
{
    private readonly Bug _bug = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retry_WhenTheCauseIsGone_ThenTheSignedTaskIsAppliedOnceAsGivenAndItsRepetitionGetsTheAnswer()
    {
        await using var server = Server();
        var (sign, qa) = (await SignedAsync(server), await server.AsAsync("qa1"));
        _bug.IsThere = true;
        var first = await sign();
        var again = await sign();
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, again.StatusCode));
        var incident = (await first.JsonAsync()).GetProperty("incidentId").GetGuid();
        Assert.Equal(incident, (await again.JsonAsync()).GetProperty("incidentId").GetGuid());
        Assert.Equal(HttpStatusCode.Accepted, (await RetryAsync(qa, incident)).StatusCode);

        _bug.IsThere = false;
        Assert.Equal(HttpStatusCode.OK, (await RetryAsync(qa, incident)).StatusCode);
        var repeated = await sign();

        Assert.True(repeated.StatusCode == HttpStatusCode.OK, await repeated.Content.ReadAsStringAsync(Stop));
        Assert.Equal("INC-409", await (await RetryAsync(qa, incident)).CodeAsync());
        await AssertAppliedOnceAsync(server, qa, "retried");
    }

    [Fact]
    public async Task Repetition_WhenTheCauseIsGone_ThenItIsAppliedAndTheIncidentCanBeClosedAndNotWithdrawn()
    {
        await using var server = Server();
        var (sign, qa) = (await SignedAsync(server), await server.AsAsync("qa1"));
        _bug.IsThere = true;
        Assert.Equal(HttpStatusCode.Accepted, (await sign()).StatusCode);
        _bug.IsThere = false;

        var repeated = await sign();
        Assert.True(repeated.StatusCode == HttpStatusCode.OK, await repeated.Content.ReadAsStringAsync(Stop));
        var open = Assert.Single(await ListAsync(qa, ""));
        var (incident, hash) = (open.GetProperty("id").GetGuid(), open.GetProperty("signedHash").GetString()!);
        var withdrawn = await qa.PostAsJsonAsync(
            $"/api/incidents/{incident:D}/cancel", new { signature = Sign("qa1", SignatureMeanings.Reviewed, hash) }, Stop);
        Assert.Equal("INC-414", await withdrawn.CodeAsync());
        Assert.Equal(HttpStatusCode.OK, (await RetryAsync(qa, incident)).StatusCode);

        await AssertAppliedOnceAsync(server, qa, "retried");
    }

    [Fact]
    public async Task Repetition_WhenTheSubmissionWasWithdrawn_ThenItIsRefusedAndNothingIsApplied()
    {
        await using var server = Server();
        var (sign, qa) = (await SignedAsync(server), await server.AsAsync("qa1"));
        _bug.IsThere = true;
        Assert.Equal(HttpStatusCode.Accepted, (await sign()).StatusCode);
        _bug.IsThere = false;
        var open = Assert.Single(await ListAsync(qa, ""));
        var (incident, hash) = (open.GetProperty("id").GetGuid(), open.GetProperty("signedHash").GetString()!);
        var withdrawn = await qa.PostAsJsonAsync(
            $"/api/incidents/{incident:D}/cancel", new { signature = Sign("qa1", SignatureMeanings.Reviewed, hash) }, Stop);
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);

        var late = await sign();

        Assert.Equal((HttpStatusCode.Conflict, "OP-410"), (late.StatusCode, await late.CodeAsync()));
        await using var db = RecordedEvents.Connect(SignalIntakeTests.Sqlite(server));
        await db.OpenAsync(Stop);
        Assert.Equal([""], (await EffectsLedger.RowsAsync(db, "SELECT COALESCE(closed_as, '') FROM holds", Stop)).Select(h => h[0]));
    }

    /// <summary>The co-signature of a lift: the last step of a hold, on what stood beside the task.</summary>
    private static async Task<Func<Task<HttpResponseMessage>>> SignedAsync(BecsServer server)
    {
        var (lab, release) = (await server.AsAsync("lab1"), await server.AsAsync("rel1"));
        await server.PlaceHoldAsync();
        await SignalIntakeTests.DrainAsync(server);
        var investigate = await OnlyTaskAsync(lab);
        var investigated = await lab.PostAsJsonAsync($"/api/tasks/{investigate.GetProperty("id").GetGuid():D}/complete", new
        {
            operationId = Guid.CreateVersion7(),
            expectedRevision = investigate.GetProperty("revision").GetInt32(),
            outcome = "ProposeLift",
            data = new { findingCode = "no-fault-found", unitsInspected = true },
        }, Stop);
        Assert.Equal(HttpStatusCode.OK, investigated.StatusCode);
        var task = await OnlyTaskAsync(release);
        var path = $"/api/tasks/{task.GetProperty("id").GetGuid():D}";
        var hash = (await (await release.GetAsync(path, Stop)).JsonAsync()).GetProperty("signedHash").GetString()!;
        var body = new
        {
            operationId = Guid.CreateVersion7(),
            expectedRevision = task.GetProperty("revision").GetInt32(),
            outcome = task.GetProperty("outcomes")[0].GetString(),
            data = new { recordsReviewed = true },
            signature = Sign("rel1", task.GetProperty("signatureMeanings")[0].GetString()!, hash),
        };
        return () => release.PostAsJsonAsync($"{path}/complete", body, Stop);
    }

    private static async Task AssertAppliedOnceAsync(BecsServer server, HttpClient qa, string resolution)
    {
        Assert.Empty(await ListAsync(qa, ""));
        Assert.Equal(resolution, Assert.Single(await ListAsync(qa, "?state=closed")).GetProperty("resolution").GetString());
        await using var db = RecordedEvents.Connect(SignalIntakeTests.Sqlite(server));
        await db.OpenAsync(Stop);
        Assert.Equal(
            ["Start", "ResumeBookmark", "ResumeBookmark"],
            (await EffectsLedger.RowsAsync(db, "SELECT stimulus, sequence FROM journal WHERE instance_id IN (SELECT id FROM workflow_instances WHERE definition_id = 'quarantine') ORDER BY sequence", Stop)).Select(r => r[0]));
        Assert.Equal(["Completed", "Completed"], (await EffectsLedger.RowsAsync(db, "SELECT state FROM tasks", Stop)).Select(t => t[0]));
        Assert.Equal(["Lift"], (await EffectsLedger.RowsAsync(db, "SELECT closed_as FROM holds", Stop)).Select(h => h[0]));
        Assert.Single(await EffectsLedger.RowsAsync(db, "SELECT id FROM signatures WHERE user_name = 'rel1'", Stop));
        Assert.Equal([("rel1", "Applied")], (await EffectsLedger.RowsAsync(db, "SELECT user_name, status FROM received_submissions", Stop)).Select(r => (r[0], r[1])));
    }

    private static Task<HttpResponseMessage> RetryAsync(HttpClient qa, Guid incident) =>
        qa.PostAsJsonAsync($"/api/incidents/{incident:D}/retry", new { reason = "the cause is gone" }, Stop);

    private static async Task<JsonElement> OnlyTaskAsync(HttpClient client) => Assert.Single(
        (await (await client.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync()).GetProperty("items").EnumerateArray());

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient qa, string query) =>
        [.. (await (await qa.GetAsync($"/api/incidents{query}", Stop)).JsonAsync()).GetProperty("items").EnumerateArray()];

    private static object Sign(string userName, string meaning, string hash) =>
        new { userName, password = "Demo-2026!", meaning, reason = "checked", signedHash = hash };

    private BecsServer Server() => new(
        null,
        services =>
        {
            var real = services.Last(s => s.ServiceType == typeof(IHolds));
            services.AddScoped<IHolds>(scope => new BrokenHolds((IHolds)real.ImplementationFactory!(scope), _bug));
        },
        ("Becs:Roles", "web"));

    private sealed class Bug
    {
        public bool IsThere { get; set; }
    }

    private sealed class BrokenHolds(IHolds real, Bug bug) : IHolds
    {
        public void Add(Hold hold) => real.Add(hold);

        public Task<Hold?> FindAsync(HoldId id, CancellationToken cancellationToken = default) =>
            bug.IsThere ? throw new InvalidOperationException("A bug.") : real.FindAsync(id, cancellationToken);

        public Task<IReadOnlyList<Hold>> OpenOnAsync(IReadOnlyCollection<SubjectRef> scopes, CancellationToken cancellationToken = default) =>
            real.OpenOnAsync(scopes, cancellationToken);
    }
}
