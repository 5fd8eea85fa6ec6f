using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Replays recorded cases through submissions, a handful in each commit: where it stopped any node goes on, and of two nodes that take the same
/// handful one commits.
/// </summary>
internal sealed class ReplayLoop(
    IServiceScopeFactory scopes, OperationRunner runner, IHistoryReads history, CaseReplay replayer, ReplayStart start, ScenarioDesk packages,
    IIdGenerator ids, BecsSettings settings, ILogger<ReplayLoop> log) : Loop(TimeSpan.FromSeconds(5), log)
{
    private const int Batch = 100;

    /// <summary>Replays the next cases of the oldest unfinished replay.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> MoveAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IChanges>().UnfinishedReplayAsync(cancellationToken) is not { } replay)
        {
            return false;
        }

        var cases = replay.Done >= replay.Total ? [] : await history.NextAsync(
            replay.DefinitionId, replay.AfterCreatedAt, replay.AfterId, Math.Min(Batch, replay.Total - replay.Done), cancellationToken);
        var candidate = await packages.GraphAsync(scope.ServiceProvider, replay.PackageHash, cancellationToken);
        var differing = new List<ReplayCase>();
        foreach (var (recorded, i) in cases.Select((c, i) => (c, i)))
        {
            var before = await packages.GraphAsync(scope.ServiceProvider, recorded.PackageHash, cancellationToken);
            var ran = await replayer.RunAsync(recorded, before, candidate, cancellationToken);
            if (ran.Class != ReplayClass.Same)
            {
                differing.Add(Row(replay, replay.Done + i + 1, recorded, ran));
            }
        }

        await CommitAsync(replay, cases, differing, cancellationToken);
        return true;
    }

    protected override async Task<bool> WorkAsync(CancellationToken stopping) => settings.Has(NodeRoles.Worker) && await MoveAsync(stopping);

    private async Task CommitAsync(ChangeReplay seen, IReadOnlyList<RecordedCase> cases, IReadOnlyList<ReplayCase> differing, CancellationToken ct) =>
        await runner.RunAsync(OperationRequest.System(ids.New(), "change.replay") with { Body = new { seen.Id, seen.Done } }, async (scope, token) =>
        {
            var changes = scope.GetRequiredService<IChanges>();
            if (await changes.ReplayAsync(seen.PackageHash, token) is not { CompletedAt: null } replay || replay.Done != seen.Done)
            {
                return false; // another node was quicker
            }

            foreach (var one in differing)
            {
                changes.Add(one);
            }

            if (cases.Count > 0)
            {
                replay.Advance(cases.Count, cases.Count - differing.Count, cases[^1].CreatedAt, cases[^1].InstanceId);
            }

            if (cases.Count == 0 || replay.Done >= replay.Total)
            {
                replay.Complete(scope.GetRequiredService<ICurrentOperation>().Context.NowAt);
                var earlier = await changes.CasesAsync(replay.Id, null, 0, ReplayStart.Most, token);
                ReplayStart.Keep(scope, start.Evidence(replay, [.. earlier, .. differing]));
            }

            return true;
        }, ct);

    private ReplayCase Row(ChangeReplay replay, int ordinal, RecordedCase recorded, ReplayedCase ran) => new()
    {
        Id = ids.New(),
        ReplayId = replay.Id,
        Ordinal = ordinal,
        InstanceId = recorded.InstanceId,
        CaseStartedAt = recorded.CreatedAt,
        Class = ran.Class,
        Before = ran.CameTo,
        After = ran.WouldComeTo,
        Missing = ran.Missing,
        StepId = ran.StepId,
    };
}
