using System.Text;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// History as evidence for a build: recorded cases of every workflow, each through the very version it ran under. <see cref="ReplayLoop"/> runs
/// them, on nodes of that build only, also while they wait.
/// </summary>
internal sealed class PlatformReplays(IHistoryReads history, IIdGenerator ids, BecsSettings settings)
{
    /// <summary>A demonstration is started again after every edit: it looks at a few cases of each workflow and not at thousands.</summary>
    private const int MostInDevelopment = 10;

    /// <summary>Stages a replay for each workflow that has recorded cases; without any there is nothing to wait for.</summary>
    public async Task BeginAsync(IServiceProvider scope, PlatformRelease release, DateTime nowAt, CancellationToken ct)
    {
        var recorded = await history.CountAsync(nowAt, cancellationToken: ct);
        var replays = recorded.Select(w => ChangeReplay.OfPlatform(
            ids.New(), release.Id, w.DefinitionId, w.Finished, MostOf(recorded.Count(r => r.Finished > 0)), nowAt, w.EndedOtherwise)).ToList();
        if (replays.Count == 0)
        {
            Show(scope, release, [], nowAt);
        }

        foreach (var replay in replays)
        {
            scope.GetRequiredService<IChanges>().Add(replay);
        }
    }

    /// <summary>A replay has come to its end in this commit: with the last one the evidence is complete.</summary>
    public async Task EndAsync(IServiceProvider scope, ChangeReplay ended, IReadOnlyList<ReplayCase> last, DateTime nowAt, CancellationToken ct)
    {
        var (releases, changes) = (scope.GetRequiredService<IPlatformReleases>(), scope.GetRequiredService<IChanges>());
        var replays = await releases.ReplaysAsync(ended.PlatformReleaseId!.Value, ct);
        if (replays.Any(r => r.Id != ended.Id && r.CompletedAt is null))
        {
            return;
        }

        var shown = new List<(ChangeReplay, IReadOnlyList<ReplayCase>)>();
        foreach (var replay in replays)
        {
            var earlier = await changes.CasesAsync(replay.Id, null, 0, replay.Done, ct);
            shown.Add((replay, replay.Id == ended.Id ? [.. earlier, .. last] : earlier));
        }

        Show(scope, (await releases.FindAsync(ended.PlatformReleaseId.Value, ct))!, shown, nowAt);
    }

    private static void Show(
        IServiceProvider scope, PlatformRelease release, IReadOnlyList<(ChangeReplay, IReadOnlyList<ReplayCase>)> replays, DateTime nowAt)
    {
        release.Show(Encoding.UTF8.GetString(CanonicalJson.Canonicalize(
            JsonSerializer.SerializeToElement(PlatformEvidence.Written(release.ReleaseHash, replays)))), nowAt);
        scope.GetRequiredService<IAuditTrail>().Record(release.Subject, "platform.evidence", @new: release.EvidenceHash);
    }

    /// <summary>As many as the replay of a change takes, shared out among the workflows.</summary>
    private int MostOf(int workflows) => settings.IsDevelopment ? MostInDevelopment : ReplayStart.Most / Math.Max(1, workflows);
}
