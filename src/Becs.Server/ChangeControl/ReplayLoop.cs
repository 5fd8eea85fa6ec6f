using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Replays recorded cases through submissions, and through this build, a handful in each commit: where it stopped any node goes on, and of two
/// nodes that take the same handful one commits. A node whose build is not accepted replays for its own acceptance only.
/// </summary>
internal sealed class ReplayLoop(
    IServiceScopeFactory scopes, OperationRunner runner, IHistoryReads history, CaseReplay replayer, ReplayStart start, PlatformReplays platform,
    ScenarioDesk packages, PlatformGate gate, IIdGenerator ids, BecsSettings settings, ILogger<ReplayLoop> log)
    : Loop(TimeSpan.FromSeconds(5), gate, log)
{
    private const int Batch = 100;

    /// <summary>What is missing when this build cannot read the version a case ran under, or the case itself.</summary>
    public const string Unreadable = "package";

    private readonly PlatformGate _gate = gate;
    private readonly ILogger _log = log;
    private Guid? _own;

    protected override bool WorksWhileWaiting => true;

    /// <summary>Replays the next cases: for this build first, then of the oldest submission.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> MoveAsync(CancellationToken cancellationToken)
    {
        if (await MoveOwnAsync(cancellationToken))
        {
            return true;
        }

        await using var scope = scopes.CreateAsyncScope();
        var (changes, stuck) = (scope.ServiceProvider.GetRequiredService<IChanges>(), new List<Guid>());
        while (_gate.Serves && await changes.UnfinishedReplayAsync(null, stuck, cancellationToken) is { } replay)
        {
            try
            {
                return await MoveAsync(scope.ServiceProvider, replay, cancellationToken);
            }
            catch (Exception e) when (e is BecsException or WorkflowEngineException)
            {
                // One submission that cannot be opened, or was changed beside the program, keeps none of the others waiting.
                _log.LogError(e, "Replay {Replay} of {Definition} cannot go on", replay.Id, replay.DefinitionId);
                stuck.Add(replay.Id);
            }
        }

        return false;
    }

    /// <summary>Replays the next cases through this build.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> MoveOwnAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        _own ??= (await scope.ServiceProvider.GetRequiredService<IPlatformReleases>().FindAsync(_gate.Manifest.ReleaseHash, cancellationToken))?.Id;
        return _own is { } own && await scope.ServiceProvider.GetRequiredService<IChanges>().UnfinishedReplayAsync(own, null, cancellationToken) is { } replay
            && await MoveAsync(scope.ServiceProvider, replay, cancellationToken);
    }

    private async Task<bool> MoveAsync(IServiceProvider scope, ChangeReplay replay, CancellationToken cancellationToken)
    {
        var most = replay.IsOfTheNewest ? Math.Min(Batch, replay.Total - replay.Done) : Batch;
        var cases = await history.NextAsync(replay.DefinitionId, replay.AfterCreatedAt, replay.AfterId, most, cancellationToken);
        var candidate = replay.PackageHash is { } submission ? await packages.GraphAsync(scope, submission, cancellationToken) : null;
        var differing = new List<ReplayCase>();
        foreach (var (recorded, i) in cases.Select((c, i) => (c, i)))
        {
            var ran = await RunAsync(scope, recorded, candidate, cancellationToken);
            if (ran.Class != ReplayClass.Same)
            {
                differing.Add(Row(replay, replay.Done + i + 1, recorded, ran));
            }
        }

        await CommitAsync(replay, cases, differing, await IsEndAsync(replay, cases, cancellationToken), cancellationToken);
        return true;
    }

    /// <summary>A case that ended since the replay began is replayed too, and takes no place of one that was there.</summary>
    private async Task<bool> IsEndAsync(ChangeReplay replay, IReadOnlyList<RecordedCase> cases, CancellationToken ct) => cases.Count == 0
        || (replay.Done + cases.Count >= replay.Total
            && (replay.IsOfTheNewest || (await history.NextAsync(replay.DefinitionId, cases[^1].CreatedAt, cases[^1].InstanceId, 1, ct)).Count == 0));

    /// <summary>Without a submission the case runs through the version it ran under.</summary>
    private async Task<ReplayedCase> RunAsync(IServiceProvider scope, RecordedCase recorded, WorkflowGraph? candidate, CancellationToken ct)
    {
        try
        {
            var before = await packages.GraphAsync(scope, recorded.PackageHash, ct);
            return await replayer.RunAsync(
                recorded, before, candidate ?? before, RecordedForms.For(scope, recorded, before, candidate ?? before), ct);
        }
        catch (WorkflowEngineException e)
        {
            _log.LogWarning(e, "Case {Instance} cannot be replayed by this build", recorded.InstanceId);
            return new ReplayedCase(ReplayClass.Undecided, null, null, [], [], 0, Unreadable, null);
        }
    }

    protected override async Task<bool> WorkAsync(CancellationToken stopping) => settings.Has(NodeRoles.Worker) && await MoveAsync(stopping);

    private async Task CommitAsync(ChangeReplay seen, IReadOnlyList<RecordedCase> cases, IReadOnlyList<ReplayCase> differing, bool isEnd, CancellationToken ct) =>
        await runner.RunAsync(OperationRequest.System(ids.New(), seen.PlatformReleaseId is null ? "change.replay" : "platform.replay") with { Body = new { seen.Id, seen.Done } }, async (scope, token) =>
        {
            var changes = scope.GetRequiredService<IChanges>();
            if (await changes.FindReplayAsync(seen.Id, token) is not { CompletedAt: null } replay || replay.Done != seen.Done)
            {
                return false; // another node was quicker
            }

            foreach (var one in differing)
            {
                changes.Add(one);
            }

            if (cases.Count > 0)
            {
                replay.Advance(cases.Count, cases.Count - differing.Count, cases[^1].CreatedAt, cases[^1].InstanceId, _gate.Manifest.BuildId);
            }

            if (isEnd)
            {
                var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
                replay.Complete(nowAt);
                if (replay.PlatformReleaseId is not null)
                {
                    await platform.EndAsync(scope, replay, differing, nowAt, token);
                    return true;
                }

                var earlier = await changes.CasesAsync(replay.Id, null, 0, replay.Done, token);
                start.End(scope, replay, [.. earlier, .. differing]);
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
