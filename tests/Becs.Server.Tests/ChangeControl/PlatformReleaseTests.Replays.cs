using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.TwoBuilds;

namespace Becs.Server.Tests.ChangeControl;

/// <content>Two accepted builds serve side by side and take turns at the replay of one submission.</content>
public sealed partial class PlatformReleaseTests
{
    [Fact]
    public async Task Replay_WhenTwoAcceptedBuildsTookTurns_ThenTheEvidenceIsOfNeither()
    {
        await using var both = new TwoBuilds();
        await both.InitializeAsync();
        var later = both.StartOther("Later/6.0");
        var hash = later.Services.GetRequiredService<PlatformGate>().Manifest.ReleaseHash;
        await ReplayAsync(later);
        await JustifyAsync(later, hash, "blockToRelease", both.Blocked.ToString("D"));
        await JustifyAsync(later, hash, "undecided", CaseReplay.Journal);
        Assert.Null(await TryAcceptAsync(later, "qa1", hash));
        var first = Started(both.StartSame(services =>
        {
            var reads = services.Last(s => s.ServiceType == typeof(IHistoryReads));
            services.Add(ServiceDescriptor.Describe(
                typeof(IHistoryReads), s => new TwoAtATime((IHistoryReads)ActivatorUtilities.CreateInstance(s, reads.ImplementationType!)), reads.Lifetime));
        }));
        var change = new ChangeId(await SubmitAsync(first));

        Assert.True(await first.Services.GetRequiredService<ReplayLoop>().MoveAsync(Stop));
        await ReplayAsync(later);

        await using var scope = first.Services.CreateAsyncScope();
        var evidence = Assert.Single(
            await scope.ServiceProvider.GetRequiredService<IChanges>().EvidenceAsync(change, Stop), e => e.Kind == ChangeEvidence.Replay);
        using var shown = JsonDocument.Parse(evidence.Content);
        Assert.Equal((5, "several"), (shown.RootElement.GetProperty("replayed").GetInt32(), Text(shown.RootElement, "build")));
    }

    /// <summary>A box of the release is moved.</summary>
    private static async Task<Guid> SubmitAsync(BecsServer server)
    {
        using (var begun = await PostAsync(server, "own1", "/api/workflows/component-release/draft", new { }))
        {
            Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Stop));
        }

        var model = JsonNode.Parse((await GetAsync(
            server, "own1", "/elsa/api/workflow-definitions/by-definition-id/component-release?versionOptions=Latest")).GetRawText())!.AsObject();
        model["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = 75;
        using (var saved = await PostAsync(server, "own1", "/elsa/api/workflow-definitions", new { model }))
        {
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Stop));
        }

        var signed = Text(await GetAsync(server, "own1", "/api/changes/proposal?definitionId=component-release"), "signedHash");
        using var submitted = await PostAsync(server, "own1", "/api/changes", new
        {
            definitionId = "component-release",
            details = ChangeServer.Details(),
            signature = ChangeServer.Sign("own1", "authored", signed),
        });
        Assert.True(submitted.IsSuccessStatusCode, await submitted.Content.ReadAsStringAsync(Stop));
        return (await submitted.JsonAsync()).GetProperty("id").GetGuid();
    }

    private sealed class TwoAtATime(IHistoryReads reads) : IHistoryReads
    {
        public Task<IReadOnlyList<RecordedCount>> CountAsync(DateTime startedBefore, string? definitionId, CancellationToken cancellationToken) =>
            reads.CountAsync(startedBefore, definitionId, cancellationToken);

        public Task<IReadOnlyList<RecordedCase>> NextAsync(
            string definitionId, DateTime startedBefore, Guid? lowerThan, int take, CancellationToken cancellationToken) =>
            reads.NextAsync(definitionId, startedBefore, lowerThan, Math.Min(2, take), cancellationToken);

        public Task<RecordedCase?> FindAsync(Guid instanceId, CancellationToken cancellationToken) => reads.FindAsync(instanceId, cancellationToken);
    }
}
