using Becs.Domain.Shared;
using Becs.Persistence.Inbox;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Workflows;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Errors;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Delivers one signal: a burst of its own, in whose commit the signal's row goes. A signal with several listeners is first split into one
/// row for each, so that a crash between two of them repeats nothing: what waits for the same event in a loop would hear it twice.
/// </summary>
public sealed class StimulusDelivery(
    IServiceScopeFactory scopes, OperationRunner runner, BurstRunner bursts, IWorkflowReads reads, IIdGenerator ids, ILogger<StimulusDelivery> log)
{
    /// <summary>A kept signal is looked at again so often; then the next start of a node, or of a wait, takes it up.</summary>
    private const int MostLooks = 5;

    public async Task DeliverAsync(StoredStimulus row, CancellationToken ct)
    {
        var site = Guid.TryParse(row.Id, out var id) ? await reads.SiteOfStimulusAsync(id, ct) : null;
        if (row.Kind == ReceivedSignal.LookKind)
        {
            await LookAsync(row, site, ct);
            return;
        }

        if (row.Kind == EventLook.Kind)
        {
            await LookForEventAsync(row, site, ct);
            return;
        }

        var isKept = false;
        for (var look = 0; look < MostLooks; look++)
        {
            var targets = await PlanAsync(row, ct);
            if (targets.Count > 1)
            {
                await SplitAsync(row, targets, site, ct);
                return;
            }

            if (targets.Count == 1 && await MoveAsync(row, targets[0], site, ct))
            {
                return;
            }

            if (targets.Count == 0 && isKept)
            {
                return;
            }

            if (targets.Count == 0)
            {
                await EndAsync(row, site, ct);
            }

            if (!IsKeepable(row))
            {
                return;
            }

            // Somebody may have begun to wait after we looked and before the signal was kept, and have found nothing kept.
            isKept = true;
        }
    }

    /// <summary>Moves an instance; a signal that comes after it went on or ended has no effect, and that is its delivery.</summary>
    /// <returns>False when it came too late.</returns>
    internal async Task<bool> MoveAsync(IServiceProvider scope, StimulusTarget target, CancellationToken ct)
    {
        if (target is { PackageHash: { } package, Stimulus: BurstStimulus.Start start })
        {
            await bursts.StartPinnedAsync(scope, package, start, ct);
            return true;
        }

        try
        {
            await bursts.ResumeAsync(scope, target.InstanceId, target.Stimulus, ct);
            return true;
        }
        catch (Exception late) when (late is BookmarkNotFoundException or NotFoundException
            || late is StateFormatException && late.Message.Contains("has ended", StringComparison.Ordinal))
        {
            log.LogDebug("{Stimulus} for instance {Instance} came too late", target.Stimulus.Kind, target.InstanceId);
            return false;
        }
    }

    private async Task<IReadOnlyList<StimulusTarget>> PlanAsync(StoredStimulus row, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var plan = new StimulusPlan(
            scope.ServiceProvider.GetRequiredService<IPackages>(), scope.ServiceProvider.GetRequiredService<IBookmarks>(),
            scope.ServiceProvider.GetRequiredService<TimeProvider>());
        return await plan.OfAsync(row, ct);
    }

    /// <returns>False when it came too late and is kept for whoever waits next.</returns>
    private async Task<bool> MoveAsync(StoredStimulus row, StimulusTarget target, Guid? site, CancellationToken ct)
    {
        // Where the instance is decides; a new one is where its cause was.
        var at = target.PackageHash is null ? await reads.SiteOfInstanceAsync(Guid.Parse(target.InstanceId), ct) : site;
        var answer = await runner.RunAsync(Operation(row, at) with { Body = row }, async (scope, token) =>
        {
            var isDelivered = await MoveAsync(scope, target, token) || row.Kind != ReceivedSignal.Kind;
            if (isDelivered)
            {
                scope.GetRequiredService<IStimuli>().StageDelivered(row.Id);
            }
            else
            {
                // Another signal ended the wait first: this one is for the next wait.
                scope.GetRequiredService<IStimuli>().StageKeep(row.Id);
            }

            return isDelivered;
        }, ct);
        return answer.Value || !answer.Applied;
    }

    private Task SplitAsync(StoredStimulus row, IReadOnlyList<StimulusTarget> targets, Guid? site, CancellationToken ct) =>
        runner.RunAsync(Operation(row, site), (scope, _) =>
        {
            scope.GetRequiredService<ISignalBacklog>().StageSplit(row.Id, row.CorrelationId, site, [.. targets.Select(Delivery)]);
            return Task.FromResult(true);
        }, ct);

    private Task LookAsync(StoredStimulus row, Guid? site, CancellationToken ct) => runner.RunAsync(Operation(row, site), async (scope, token) =>
    {
        await scope.GetRequiredService<IInbox>().StageLookedAsync(row.Id, row.Name!, row.CorrelationId!, token);
        return true;
    }, ct);

    /// <summary>Whoever went on meanwhile needs nothing: what is kept is then for the next who waits.</summary>
    private Task LookForEventAsync(StoredStimulus row, Guid? site, CancellationToken ct) => runner.RunAsync(Operation(row, site), async (scope, token) =>
    {
        var hash = StimulusHasher.Hash(Event.BookmarkName, new EventStimulus(row.Name!));
        var waiting = await scope.GetRequiredService<IBookmarks>()
            .FindByStimulusAsync(Event.BookmarkName, hash, row.CorrelationId, cancellationToken: token);
        if (waiting.Any(b => b.InstanceId == row.TargetInstanceId))
        {
            await BurstRunner.TakeKeptAsync(scope, row.TargetInstanceId!, row.Name!, row.CorrelationId, token);
        }

        scope.GetRequiredService<IStimuli>().StageDelivered(row.Id);
        return true;
    }, ct);

    private static bool IsKeepable(StoredStimulus row) => row.Kind is nameof(OutgoingStimulus.PublishEvent) or ReceivedSignal.Kind;

    /// <summary>Nobody is concerned: a fact is over; an event of a workflow and a signal from outside wait for whoever comes.</summary>
    private Task EndAsync(StoredStimulus row, Guid? site, CancellationToken ct) => runner.RunAsync(Operation(row, site), (scope, _) =>
    {
        var stimuli = scope.GetRequiredService<IStimuli>();
        if (IsKeepable(row))
        {
            stimuli.StageKeep(row.Id);
        }
        else
        {
            stimuli.StageDelivered(row.Id);
        }

        return Task.FromResult(true);
    }, ct);

    private static SignalDelivery Delivery(StimulusTarget target)
    {
        var (kind, json) = StimulusSerializer.Serialize(target.Stimulus);
        return new SignalDelivery(Guid.ParseExact(target.InstanceId, "D"), target.PackageHash, kind, json);
    }

    private OperationRequest Operation(StoredStimulus row, Guid? site) => OperationRequest.System(ids.New(), $"stimulus.{row.Kind}", site) with
    {
        CausationId = Guid.TryParse(row.Id, out var cause) ? cause : null,
        CorrelationId = row.CorrelationId,
    };
}
