using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>Begins the replay of history at a submission, and writes its evidence when it has ended.</summary>
internal sealed class ReplayStart(IHistoryReads history, IIdGenerator ids, PlatformManifest manifest)
{
    /// <summary>How many recorded cases are replayed at most: the newest. Our own number, the one the time of a replay is measured with.</summary>
    public const int Most = 10_000;

    /// <summary>Stages the replay; without a recorded case there is nothing to wait for.</summary>
    public async Task BeginAsync(IServiceProvider scope, ChangeId change, WorkflowPackage package, DateTime nowAt, CancellationToken ct)
    {
        var recorded = (await history.CountAsync(nowAt, package.DefinitionId, ct)).FirstOrDefault() ?? new RecordedCount(package.DefinitionId, 0, 0);
        var replay = new ChangeReplay(
            ids.New(), change, package.PackageHash, package.DefinitionId, recorded.Finished, Most, nowAt, recorded.EndedOtherwise);
        scope.GetRequiredService<IChanges>().Add(replay);
        if (recorded.Finished == 0)
        {
            replay.Complete(nowAt);
            Keep(scope, Evidence(replay, [], manifest.BuildId));
        }
    }

    /// <summary>Stores what a finished replay shows, with the build that made it.</summary>
    public void End(IServiceProvider scope, ChangeReplay replay, IReadOnlyList<ReplayCase> cases) =>
        Keep(scope, Evidence(replay, cases, replay.Build ?? manifest.BuildId));

    private ChangeEvidence Evidence(ChangeReplay replay, IReadOnlyList<ReplayCase> cases, string build) => ChangeAnalysis.Made(
        ids.New(), replay.ChangeId!.Value, replay.PackageHash!, ChangeEvidence.Replay,
        Encoding.UTF8.GetString(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(Written(replay, cases, build)))), replay.CompletedAt!.Value);

    /// <summary>Stores evidence, on the audit trail by its hash.</summary>
    public static void Keep(IServiceProvider scope, ChangeEvidence evidence)
    {
        scope.GetRequiredService<IChanges>().Add(evidence);
        scope.GetRequiredService<IAuditTrail>().Record(evidence.ChangeId.Subject, "change.evidence", @new: $"{evidence.Kind} {evidence.ContentHash}");
    }

    private static JsonObject Written(ChangeReplay replay, IReadOnlyList<ReplayCase> cases, string build) => new()
    {
        ["format"] = 1,
        ["packageHash"] = replay.PackageHash,
        ["build"] = build,
        ["recorded"] = replay.OnRecord,
        ["endedOtherwise"] = replay.EndedOtherwise,
        ["replayed"] = replay.Done,
        ["same"] = replay.Same,
        ["cases"] = PlatformEvidence.Written(cases),
    };
}
