using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Workflows.Errors;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Delivers one signal. Each burst it causes is an operation and commit of its own; the signal's row goes with the last of them, or stays to
/// be delivered again. Delivering twice does nothing twice: a bookmark is used up, an instance is started under an id made of the signal.
/// </summary>
public sealed class StimulusDelivery(
    IServiceScopeFactory scopes, OperationRunner runner, BurstRunner bursts, IWorkflowReads reads, IIdGenerator ids, ILogger<StimulusDelivery> log)
{
    public async Task DeliverAsync(StoredStimulus row, CancellationToken ct)
    {
        IReadOnlyList<StimulusTarget> targets;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var plan = new StimulusPlan(
                scope.ServiceProvider.GetRequiredService<IPackages>(), scope.ServiceProvider.GetRequiredService<IBookmarks>(),
                scope.ServiceProvider.GetRequiredService<TimeProvider>());
            targets = await plan.OfAsync(row, ct);
        }

        var site = Guid.TryParse(row.Id, out var id) ? await reads.SiteOfStimulusAsync(id, ct) : null;
        foreach (var (target, isLast) in targets.Select((t, i) => (t, i == targets.Count - 1)))
        {
            await runner.RunAsync(Operation(row, target.PackageHash is null ? null : site) with
            {
                // Where the instance is decides; a new one is where its cause was.
                SystemSiteId = target.PackageHash is null ? await reads.SiteOfInstanceAsync(Guid.Parse(target.InstanceId), ct) : site,
                Body = isLast ? row : null,
            }, async (scope, token) =>
            {
                await MoveAsync(scope, target, token);
                if (isLast)
                {
                    scope.GetRequiredService<IStimuli>().StageDelivered(row.Id);
                }

                return true;
            }, ct);
        }

        if (targets.Count == 0)
        {
            await EndAsync(row, site, ct);
        }
    }

    /// <summary>Moves an instance; a signal that comes after it went on or ended has no effect, and that is its delivery.</summary>
    internal async Task MoveAsync(IServiceProvider scope, StimulusTarget target, CancellationToken ct)
    {
        if (target is { PackageHash: { } package, Stimulus: BurstStimulus.Start start })
        {
            await bursts.StartPinnedAsync(scope, package, start, ct);
            return;
        }

        try
        {
            await bursts.ResumeAsync(scope, target.InstanceId, target.Stimulus, ct);
        }
        catch (Exception late) when (late is BookmarkNotFoundException or NotFoundException
            || late is StateFormatException && late.Message.Contains("has ended", StringComparison.Ordinal))
        {
            log.LogDebug("{Stimulus} for instance {Instance} came too late", target.Stimulus.Kind, target.InstanceId);
        }
    }

    /// <summary>Nobody is concerned: a fact is over; an event of a workflow waits for whoever comes.</summary>
    private Task EndAsync(StoredStimulus row, Guid? site, CancellationToken ct) => runner.RunAsync(Operation(row, site), (scope, _) =>
    {
        var stimuli = scope.GetRequiredService<IStimuli>();
        if (row.Kind == nameof(OutgoingStimulus.PublishEvent))
        {
            stimuli.StageKeep(row.Id);
        }
        else
        {
            stimuli.StageDelivered(row.Id);
        }

        return Task.FromResult(true);
    }, ct);

    private OperationRequest Operation(StoredStimulus row, Guid? site) => OperationRequest.System(ids.New(), $"stimulus.{row.Kind}", site) with
    {
        CausationId = Guid.TryParse(row.Id, out var cause) ? cause : null,
        CorrelationId = row.CorrelationId,
    };
}
