using System.Net;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Two persons sign at the same moment, each right by what they saw: what both together would do is what one of them is refused.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class OvertakenStepTests(OvertakenServer server) : IClassFixture<OvertakenServer>
{
    private const string Accepted = "accepted-for-use";

    [Fact]
    public async Task Withdraw_WhenTheOtherAcceptedBuildIsTakenBackAtTheSameMoment_ThenOneGoesOnServing()
    {
        var own = server.Services.GetRequiredService<PlatformGate>().Manifest.ReleaseHash;
        var other = await AnotherBuildAsync();
        using (var accepted = await SignAsync("all1", other, "accept", Accepted, await HashAsync(other)))
        {
            Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var (ownHash, otherHash) = (await HashAsync(own), await HashAsync(other));
        server.After(nameof(IPlatformReleases.ListAsync), async () =>
        {
            using var first = await SignAsync("all2", other, "withdraw", "retired", otherHash);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        });
        using var second = await SignAsync("all1", own, "withdraw", "retired", ownHash);

        Assert.Equal("PLT-007", await second.CodeAsync());
        await server.Services.GetRequiredService<PlatformWatch>().LookAsync(TestContext.Current.CancellationToken);
        Assert.True(server.Services.GetRequiredService<PlatformGate>().Serves);
    }

    [Fact]
    public async Task Accept_WhenAnotherVersionIsAcceptedAtTheSameMoment_ThenOneSignatureIsNotEnough()
    {
        var (first, second) = (await server.LoadAsync("first-only", 1, Definition("first-only")), await server.LoadAsync("first-only", 2, Definition("first-only", "two")));
        server.After(nameof(IPackageRecords.NewestApprovedAsync), async () =>
        {
            using var quicker = await AcceptAsync("all2", first);
            Assert.Equal(HttpStatusCode.OK, quicker.StatusCode);
        });

        using var slower = await AcceptAsync("all1", second);

        Assert.Equal("PKG-003", await slower.CodeAsync());
        Assert.Equal(first, (await server.StartAsync("first-only")).PackageHash);
    }

    [Fact]
    public async Task Accept_WhenTheChildIsRetiredAtTheSameMoment_ThenNoVersionThatWaitsForItForEverIsInUse()
    {
        var child = await server.LoadAsync("leaving", 1, Definition("leaving"));
        using (var accepted = await AcceptAsync("all1", child))
        {
            Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        }

        var parent = await server.LoadAsync("staying", 1, Definition("staying", first: """
            { "id": "First", "type": "Elsa.ExecuteWorkflow", "version": 1,
              "workflowDefinitionId": { "typeName": "String", "expression": { "type": "Literal", "value": "leaving" } },
              "waitForCompletion": { "typeName": "Boolean", "expression": { "type": "Literal", "value": true } } }
            """), new Dictionary<string, string> { ["leaving"] = child });
        server.After(nameof(IPackageRecords.FindAsync), async () =>
        {
            using var retired = await RetireAsync("all2", "leaving", null, child);
            Assert.Equal(HttpStatusCode.OK, retired.StatusCode);
        }, at: 2);

        using var refused = await AcceptAsync("all1", parent);

        Assert.Equal("PKG-410", await refused.CodeAsync());
    }

    [Fact]
    public async Task Retire_WhenTheVersionTakesEffectAtTheSameMoment_ThenTheStartsByTimeGoOn()
    {
        const string everyHour = """
            { "id": "First", "type": "Elsa.Timer", "version": 1,
              "interval": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "01:00:00" } },
              "customProperties": { "canStartWorkflow": true } }
            """;
        await server.SaveAsync("own1", Definition("hourly", first: everyHour));
        await server.ApproveDraftAsync("own1", "hourly");
        await server.BeginAsync("own1", "hourly");
        await server.EditAsync("own1", "hourly", "two");
        var next = Text(await server.ApproveDraftAsync("own1", "hourly", server.Clock.GetUtcNow().AddMinutes(30)), "packageHash");
        var timers = server.Services.GetRequiredService<TimerLoop>();

        // It is retired before its time; before that is committed its time comes, and the next start of the version before it.
        server.After(nameof(IDueTimers.OfInstanceAsync), async () =>
        {
            server.Clock.Advance(TimeSpan.FromMinutes(61));
            await timers.FireDueAsync(TestContext.Current.CancellationToken);
        });
        using var retired = await RetireAsync("all1", "hourly", next, next);

        Assert.Equal("CHG-061", await retired.CodeAsync());
        server.Clock.Advance(TimeSpan.FromHours(1));
        while (await timers.FireDueAsync(TestContext.Current.CancellationToken) > 0)
        {
        }

        Assert.NotEqual(0, await server.CountInstancesAsync("hourly", 2));
    }

    [Fact]
    public async Task Approve_WhenTheAuthorSavesATableAtTheSameMoment_ThenItIsNotThrownAway()
    {
        await server.SaveAsync("own1", Definition("goes-on"));
        var draft = Id(await server.BeginAsync("own1", "goes-on"));
        var change = Id(await server.SubmitAsync("own1", "goes-on"));
        await server.StepAsync("val1", change, "review", "reviewed", new { accept = true });
        server.After(nameof(IWorkflowDrafts.PartsAsync), () => server.SendAsync("own1", HttpMethod.Put, $"/api/workflow-drafts/{draft:D}/parts/table/limits", new
        {
            content = """{ "title": "Limits", "cites": ["SOP-7"], "columns": [{ "key": "most", "title": "At most", "type": "integer" }], "rows": [{ "most": 5 }] }""",
        }));

        await server.StepAsync("qa1", change, "approve", "approved");

        var held = await server.SendAsync("own1", HttpMethod.Get, $"/api/workflow-drafts/{draft:D}/parts");
        Assert.Equal("limits", Text(Assert.Single(held.GetProperty("parts").EnumerateArray()), "key"));
    }

    [Fact]
    public async Task Approve_WhenTheAuthorWritesAScenarioForTheNextOne_ThenItIsNotThrownAway()
    {
        await server.SaveAsync("own1", Definition("looks-on"));
        var change = Id(await server.SubmitAsync("own1", "looks-on"));
        await server.StepAsync("val1", change, "review", "reviewed", new { accept = true });
        server.After(nameof(IWorkflowDrafts.PartsAsync), () => server.AttachAsync("own1", "looks-on", Scenario("looks-on", "second-look")));

        await server.StepAsync("qa1", change, "approve", "approved");

        await server.SendAsync("own1", HttpMethod.Delete, "/api/workflows/looks-on/scenarios/second-look", expected: HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Review_WhenTheNumberOfTheOperationWasUsedForAnotherChange_ThenThatIsSaidAndNothingIsAnswered()
    {
        var changes = new List<Guid>();
        foreach (var definition in new[] { "one-of-two", "other-of-two" })
        {
            await server.SaveAsync("own1", Definition(definition));
            changes.Add(Id(await server.SubmitAsync("own1", definition)));
        }

        var review = new { accept = true, operationId = Guid.CreateVersion7() };
        await server.StepAsync("val1", changes[0], "review", "reviewed", review);

        using var other = await server.TryAsync("val1", changes[1], "review", "reviewed", review);

        Assert.Equal("OP-409", await other.CodeAsync());
        Assert.Equal("inReview", Text(await server.FindAsync(changes[1]), "state"));
    }

    private async Task<string> AnotherBuildAsync()
    {
        var manifest = server.Services.GetRequiredService<PlatformGate>().Manifest.With("Twin/1.0", "another");
        await TwoBuilds.DoAsync(server, "test.build", scope =>
        {
            var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
            var release = new PlatformRelease(scope.GetRequiredService<IIdGenerator>().New(), manifest.Json, "1.0", "node", nowAt);
            release.Show(PlatformEvidence.Written(release.ReleaseHash, []).ToJsonString(), nowAt);
            scope.GetRequiredService<IPlatformReleases>().Add(release);
            return Task.FromResult(true);
        });
        return manifest.ReleaseHash;
    }

    private async Task<string> HashAsync(string release) => Text(await server.SendAsync("aud1", HttpMethod.Get, $"/api/platform-releases/{release}"), "signedHash");

    private Task<HttpResponseMessage> SignAsync(string user, string release, string step, string meaning, string signed) =>
        server.TrySendAsync(user, HttpMethod.Post, $"/api/platform-releases/{release}/{step}", new { signature = Sign(user, meaning, signed) });

    private Task<HttpResponseMessage> AcceptAsync(string user, string package) =>
        server.TrySendAsync(user, HttpMethod.Post, $"/api/packages/{package}/accept", new { signature = Sign(user, Accepted, package) });

    private Task<HttpResponseMessage> RetireAsync(string user, string definition, string? package, string signed) => server.TrySendAsync(
        user, HttpMethod.Post, $"/api/workflows/{definition}/retire", new { packageHash = package, signature = Sign(user, "retired", signed) });
}
