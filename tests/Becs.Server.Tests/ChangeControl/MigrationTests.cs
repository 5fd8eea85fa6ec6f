using System.Net;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Persistence.Commit;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Becs.Workflows;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Running instances go over by a plan three persons signed, one commit each, and come back by another.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public partial class MigrationTests(MigrationServer server) : IClassFixture<MigrationServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_WhenSigned_ThenInstancesGoOverOnceAlsoAfterAStopAndComeBackUnlessTheyMoved()
    {
        var (change, source, target, instances) = await server.TwoVersionsAsync("over", 3);
        var inFlight = (await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/in-flight")).GetProperty("versions");
        Assert.Equal((1, 3, "First", 3), (inFlight[0].GetProperty("version").GetInt32(), inFlight[0].GetProperty("instances").GetInt32(),
            Text(inFlight[0].GetProperty("steps")[0], "stepId"), inFlight[0].GetProperty("steps")[0].GetProperty("instances").GetInt32()));

        // Tried on all of them: nothing is written.
        var plan = new { sourceHash = source };
        var before = await Task.WhenAll(instances.Select(server.InstanceAsync));
        var tried = await server.SendAsync("val1", HttpMethod.Post, $"/api/changes/{change:D}/plans/dry-run", new { plan, limit = 2 });
        var more = await server.SendAsync("val1", HttpMethod.Post, $"/api/changes/{change:D}/plans/dry-run",
            new { plan, limit = 2, after = tried.GetProperty("after").GetGuid() });
        Assert.Equal((2, 2, 1, 1), (tried.GetProperty("looked").GetInt32(), tried.GetProperty("movable").GetInt32(),
            more.GetProperty("looked").GetInt32(), more.GetProperty("movable").GetInt32()));
        Assert.Equal(JsonValueKind.Null, more.GetProperty("after").ValueKind);
        Assert.Equal(before, await Task.WhenAll(instances.Select(server.InstanceAsync)));

        // The node dies after the first instance; whoever carries on does the rest, and nothing twice.
        var id = await server.PlanAsync(change, plan);
        server.Once(MigrationRun.Between, () => throw new TimeoutException("The node is gone."));
        await server.SendAsync("qa1", HttpMethod.Post, $"/api/changes/{change:D}/plans/{id:D}/run", new { limit = 100 }, HttpStatusCode.InternalServerError);
        Assert.Equal([target, source, source], (await Task.WhenAll(instances.Select(server.InstanceAsync))).OrderBy(i => i.Id, StringComparer.Ordinal).Select(i => i.PackageHash));
        var run = await server.RunAsync(change, id);
        Assert.Equal((2, 2, 0), (run.GetProperty("looked").GetInt32(), run.GetProperty("migrated").GetInt32(), run.GetProperty("stay").GetInt32()));
        Assert.Equal(0, (await server.RunAsync(change, id)).GetProperty("looked").GetInt32());

        foreach (var (was, at) in before.Zip(instances))
        {
            var now = await server.InstanceAsync(at);
            Assert.Equal((target, 2, was.RowVersion + 1, was.CorrelationId, was.CreatedAt), (now.PackageHash, now.Version, now.RowVersion, now.CorrelationId, now.CreatedAt));
            Assert.Equal([$"1 Start {source[..8]}", $"2 Migrate {target[..8]}"], await server.JournalAsync(at));
            Assert.Equal((target, "First", 2), ((await server.TaskOfAsync(at)).PackageHash, (await server.TaskOfAsync(at)).ActivityId, (await server.TaskOfAsync(at)).Revision));
            var audit = (await server.SendAsync("aud1", HttpMethod.Get, $"/api/audit?subjectKind=instance&subjectId={at:D}&pageSize=50")).GetProperty("items").EnumerateArray()
                .Single(a => Text(a, "what") == "workflow.migrated");
            Assert.Equal(source, Text(audit, "old"));
            Assert.StartsWith($"{target} plan ", Text(audit, "new"), StringComparison.Ordinal);
        }

        // One goes on, under the new version; the others are taken back.
        Assert.Equal(HttpStatusCode.OK, (await server.CompleteAsync(await server.TaskOfAsync(instances[0]))).StatusCode);
        var back = await server.PlanAsync(change, new { reverses = id });
        run = await server.RunAsync(change, back);
        Assert.Equal((3, 2, 1), (run.GetProperty("looked").GetInt32(), run.GetProperty("migrated").GetInt32(), run.GetProperty("stay").GetInt32()));
        var list = await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/plans/{back:D}/instances");
        var stays = list.EnumerateArray().Single(i => !i.GetProperty("isMigrated").GetBoolean());
        Assert.Equal((instances[0], "MovedSince"), (stays.GetProperty("instance").GetGuid(), stays.GetProperty("reasons")[0].GetString()));
        Assert.Equal(target, (await server.InstanceAsync(instances[0])).PackageHash);
        var returned = await server.InstanceAsync(instances[1]);
        Assert.Equal((source, 1), (returned.PackageHash, returned.Version));
        Assert.Equal(HttpStatusCode.OK, (await server.CompleteAsync(await server.TaskOfAsync(instances[1]))).StatusCode);
        Assert.Equal($"4 ResumeBookmark {source[..8]}", (await server.JournalAsync(instances[1])).Last());

        // Their timers still fire, once each, and every case ends.
        var timers = server.Services.GetRequiredService<TimerLoop>();
        server.Clock.Advance(TimeSpan.FromHours(1));
        while (await timers.FireDueAsync(Stop) > 0)
        {
        }

        Assert.Equal([WorkflowStatus.Finished, WorkflowStatus.Finished, WorkflowStatus.Running],
            (await Task.WhenAll(instances.Select(server.InstanceAsync))).Select(i => i.Status));
    }

    [Fact]
    public async Task Plan_WhenNotSignedByThreePersons_ThenNothingGoesOver()
    {
        var (change, source, _, instances) = await server.TwoVersionsAsync("unsigned", 1);
        var plan = new { sourceHash = source };
        var hash = Text(await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans/proposal", plan), "signedHash");
        var propose = new { plan, comment = "c", signature = Sign("val1", "authored", hash) };
        Assert.Equal(HttpStatusCode.Forbidden, (await server.TrySendAsync("val1", HttpMethod.Post, $"/api/changes/{change:D}/plans", propose)).StatusCode);
        Assert.Equal("CHG-410", await CodeAsync("own1", "plans", new { plan, comment = "c", signature = Sign("own1", "authored", new string('0', 64)) }));
        var id = Id(await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans",
            new { plan, comment = "c", signature = Sign("own1", "authored", hash) }, HttpStatusCode.Created));

        Assert.Equal("CHG-431", await CodeAsync("qa1", $"plans/{id:D}/run", new { limit = 10 }));
        Assert.Equal("CHG-409", await CodeAsync("qa1", $"plans/{id:D}/approve", new { signature = Sign("qa1", "approved", hash) }));
        Assert.Equal("CHG-410", await CodeAsync("val1", $"plans/{id:D}/accept", new { signature = Sign("val1", "reviewed", source) }));
        Assert.Equal("CHG-012", await CodeAsync("all1", $"plans/{id:D}/accept", new { signature = Sign("all1", "reviewed", hash) }, AllOneApproves));
        await server.SendAsync("val1", HttpMethod.Post, $"/api/changes/{change:D}/plans/{id:D}/accept", new { signature = Sign("val1", "reviewed", hash) });
        Assert.Equal("CHG-431", await CodeAsync("qa1", $"plans/{id:D}/run", new { limit = 10 }));
        await server.SendAsync("qa1", HttpMethod.Post, $"/api/changes/{change:D}/plans/{id:D}/refuse",
            new { comment = "Let them end where they are.", signature = Sign("qa1", "refused", hash) });
        Assert.Equal("CHG-431", await CodeAsync("qa1", $"plans/{id:D}/run", new { limit = 10 }));
        Assert.Equal(source, (await server.InstanceAsync(instances[0])).PackageHash);
        Assert.Equal(["planProposed", "planProposed", "planRejected", "planAccepted", "planRejected"],
            (await server.FindAsync(change)).GetProperty("steps").EnumerateArray().TakeLast(5).Select(s => Text(s, "kind")));

        // A plan that names what is not there is no plan.
        Assert.Equal("CHG-045", await CodeAsync("own1", "plans/proposal", new { sourceHash = source, mapping = new Dictionary<string, string> { ["First"] = "Nowhere" } }));
        Assert.Equal("PKG-404", await CodeAsync("own1", "plans/proposal", new { sourceHash = new string('0', 64) }));

        async Task<string?> CodeAsync(string user, string path, object body, Func<Task>? first = null)
        {
            await (first?.Invoke() ?? Task.CompletedTask);
            using var answer = await server.TrySendAsync(user, HttpMethod.Post, $"/api/changes/{change:D}/{path}", body);
            return await answer.CodeAsync();
        }

        // all1, who may everything, gave another plan of this change back as its approver.
        async Task AllOneApproves()
        {
            var other = Id(await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans", new
            {
                plan,
                comment = "d",
                signature = Sign("own1", "authored", Text(
                    await server.SendAsync("own1", HttpMethod.Post, $"/api/changes/{change:D}/plans/proposal", plan), "signedHash")),
            }, HttpStatusCode.Created));
            var signed = (await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/in-flight")).GetProperty("plans").EnumerateArray()
                .Single(p => p.GetProperty("id").GetGuid() == other);
            await server.SendAsync("all1", HttpMethod.Post, $"/api/changes/{change:D}/plans/{other:D}/refuse",
                new { comment = "no", signature = Sign("all1", "refused", Text(signed, "signedHash")) });
        }
    }

    [Fact]
    public async Task Race_WhenTheInstanceGoesOverWhileItsTaskIsCompleted_ThenThePersonReadsItAgain()
    {
        var (change, source, target, instances) = await server.TwoVersionsAsync("race-one", 1);
        var plan = await server.PlanAsync(change, new { sourceHash = source });
        var task = await server.TaskOfAsync(instances[0]);

        // Everything of the completion is staged; before its commit the instance goes over.
        server.Once(BurstSteps.Staged, () => Assert.Equal(1, Now(server.RunAsync(change, plan)).GetProperty("migrated").GetInt32()));
        using var late = await server.CompleteAsync(task);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var fresh = await server.TaskOfAsync(instances[0]);
        Assert.Equal(target, fresh.PackageHash);
        Assert.Equal(HttpStatusCode.OK, (await server.CompleteAsync(fresh)).StatusCode);
        Assert.Equal([$"1 Start {source[..8]}", $"2 Migrate {target[..8]}", $"3 ResumeBookmark {target[..8]}"], await server.JournalAsync(instances[0]));
    }

    [Fact]
    public async Task Race_WhenTheTaskIsCompletedWhileTheInstanceGoesOver_ThenItGoesOverFromWhereItIsNow()
    {
        var (change, source, target, instances) = await server.TwoVersionsAsync("race-two", 1);
        var plan = await server.PlanAsync(change, new { sourceHash = source });
        var task = await server.TaskOfAsync(instances[0]);

        server.Once(MigrationRun.Staged, () => Assert.Equal(HttpStatusCode.OK, Now(server.CompleteAsync(task)).StatusCode));
        var run = await server.RunAsync(change, plan);

        Assert.Equal(1, run.GetProperty("migrated").GetInt32());
        Assert.Equal([$"1 Start {source[..8]}", $"2 ResumeBookmark {source[..8]}", $"3 Migrate {target[..8]}"], await server.JournalAsync(instances[0]));
        await using var scope = server.Services.CreateAsyncScope();
        Assert.Equal((1, 0), await scope.ServiceProvider.GetRequiredService<IMigrationPlans>().CountAsync(plan, Stop));
    }

    /// <summary>A step between two steps cannot wait otherwise.</summary>
    private static T Now<T>(Task<T> task) => Task.Run(() => task).GetAwaiter().GetResult();
}
