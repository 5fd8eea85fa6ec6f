using System.Net;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Hosting;
using Becs.Workflows;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <content>The end of versions and workflows, and what an approval works out again.</content>
public partial class MigrationTests
{
    [Fact]
    public async Task Retire_WhenSigned_ThenNothingStartsAndWhatRunsGoesOn()
    {
        var (_, source, target, instances) = await server.TwoVersionsAsync("ended", 1);
        Assert.Equal("CHG-061", await CodeAsync("qa1", target, target));
        Assert.Equal("CHG-410", await CodeAsync("qa1", source, target));
        Assert.Equal(HttpStatusCode.Forbidden, (await RetireAsync("own1", source, source)).StatusCode);
        using var first = await RetireAsync("qa1", source, source);
        Assert.True(first.IsSuccessStatusCode, await first.Content.ReadAsStringAsync(Stop));
        Assert.Equal(1, (await first.JsonAsync()).GetProperty("running").GetProperty("1").GetInt32());
        Assert.Equal(target, (await server.StartAsync("ended")).PackageHash);

        // The workflow as a whole: nothing starts, and the case on version 1 goes on.
        var look = await server.SendAsync("qa1", HttpMethod.Get, "/api/workflows/ended/retirement");
        using var all = await RetireAsync("qa1", null, Text(look, "signedHash"));
        Assert.True(all.IsSuccessStatusCode, await all.Content.ReadAsStringAsync(Stop));
        Assert.Equal("WFL-409", (await Assert.ThrowsAsync<ConflictException>(() => server.StartAsync("ended"))).Code);
        Assert.Equal(HttpStatusCode.OK, (await server.CompleteAsync(await server.TaskOfAsync(instances[0]))).StatusCode);
        Assert.Equal(WorkflowStatus.Running, (await server.InstanceAsync(instances[0])).Status);
        Assert.Contains("package.retired", (await server.SendAsync("aud1", HttpMethod.Get, "/api/audit?what=package.retired&pageSize=50")).GetRawText(), StringComparison.Ordinal);

        async Task<string?> CodeAsync(string user, string? hash, string signed)
        {
            using var answer = await RetireAsync(user, hash, signed);
            return await answer.CodeAsync();
        }

        Task<HttpResponseMessage> RetireAsync(string user, string? packageHash, string signed) => server.TrySendAsync(
            user, HttpMethod.Post, "/api/workflows/ended/retire", new { packageHash, signature = Sign(user, "retired", signed) });
    }

    [Fact]
    public async Task Approve_WhenTheTimeIsPast_ThenRefused()
    {
        await server.SaveAsync("own1", MigrationServer.Asking("too-late"));
        var id = Id(await server.SubmitAsync("own1", "too-late"));
        await server.StepAsync("val1", id, "review", "reviewed", new { accept = true });
        using var answer = await server.TryAsync("qa1", id, "approve", "approved", new { effectiveFrom = server.Clock.GetUtcNow().AddMinutes(-1) });
        Assert.Equal("CHG-046", await answer.CodeAsync());
        await server.StepAsync("qa1", id, "approve", "approved", new { effectiveFrom = server.Clock.GetUtcNow() });
    }

    /// <summary>The evidence on file is what comes out again, byte for byte; any other is not approved.</summary>
    [Fact]
    public async Task Approve_WhenTheEvidenceOnFileIsAnother_ThenRefusedNamingIt()
    {
        var (change, source, target, _) = await server.TwoVersionsAsync("proven", 0);
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var (changes, records, analysis) = (services.GetRequiredService<IChanges>(), services.GetRequiredService<IPackageRecords>(), services.GetRequiredService<ChangeAnalysis>());
        var found = (await changes.FindAsync(new ChangeId(change), Stop))!;
        var (package, origin) = ((await records.FindAsync(target, Stop))!, (await records.FindAsync(source, Stop))!);
        var evidence = (await changes.EvidenceAsync(found.Id, Stop)).ToList();

        await analysis.DemandSameAsync(services, found, package, origin, evidence, Stop);
        foreach (var kind in new[] { ChangeEvidence.Proof, ChangeEvidence.Difference, ChangeEvidence.Scenarios })
        {
            var other = evidence.ConvertAll(e => e.Kind == kind ? e with { ContentHash = new string('0', 64) } : e);
            var refusal = await Assert.ThrowsAsync<RuleException>(() => analysis.DemandSameAsync(services, found, package, origin, other, Stop));
            Assert.Equal(("CHG-047", kind), (refusal.Code, refusal.Facts["evidence"]));
            await Assert.ThrowsAsync<RuleException>(() => analysis.DemandSameAsync(services, found, package, origin, [.. evidence.Where(e => e.Kind != kind)], Stop));
        }

        // A result that was changed together with its hash is not what the scenarios do.
        var forged = evidence.ConvertAll(e => e.Kind != ChangeEvidence.Scenarios ? e : ChangeAnalysis.Made(
            e.Id, e.ChangeId, e.PackageHash, e.Kind, e.Content.Replace("\"reached\":true", "\"reached\":false", StringComparison.Ordinal), e.RecordedAt));
        var caught = await Assert.ThrowsAsync<RuleException>(() => analysis.DemandSameAsync(services, found, package, origin, forged, Stop));
        Assert.Equal(("CHG-047", ChangeEvidence.Scenarios), (caught.Code, caught.Facts["evidence"]));
    }
}
