using Becs.Domain.Shared;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Errors;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Delivers one signal, inside an operation of its own: the burst it causes and the deletion of its row are one commit, so it is delivered
/// once or stays. An event with several listeners becomes one signal for each, so that each listener has its own burst.
/// </summary>
public sealed class StimulusDelivery(BurstRunner bursts)
{
    public async Task DeliverAsync(IServiceProvider scope, StoredStimulus row, CancellationToken ct)
    {
        switch (StimulusSerializer.DeserializeOutgoing(row.Kind, row.BodyJson))
        {
            case OutgoingStimulus.StartChild child:
                await bursts.StartPinnedAsync(scope, child.PackageHash, new BurstStimulus.Start(
                    child.Input, child.CorrelationId, child.Parent, InstanceId: child.ChildInstanceId), ct);
                break;
            case OutgoingStimulus.ChildFinished finished:
                await TryResumeAsync(scope, finished.ParentInstanceId, new BurstStimulus.ChildFinished(
                    finished.BookmarkId, finished.ChildInstanceId, finished.SubStatus, finished.Output, finished.Outcomes), ct);
                break;
            case OutgoingStimulus.PublishEvent published:
                if (!await PublishAsync(scope, row, published, ct))
                {
                    scope.GetRequiredService<IStimuli>().StageKeep(row.Id);
                    return;
                }

                break;
        }

        scope.GetRequiredService<IStimuli>().StageDelivered(row.Id);
    }

    /// <returns>False when nobody waits for it yet and nothing starts on it.</returns>
    private async Task<bool> PublishAsync(
        IServiceProvider scope, StoredStimulus row, OutgoingStimulus.PublishEvent published, CancellationToken ct)
    {
        var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
        var hash = StimulusHasher.Hash(Event.BookmarkName, new EventStimulus(published.EventName));
        var waiting = await scope.GetRequiredService<IBookmarks>()
            .FindByStimulusAsync(Event.BookmarkName, hash, published.CorrelationId, cancellationToken: ct);
        if (published.TargetInstanceId is { } target)
        {
            var own = waiting.FirstOrDefault(b => b.InstanceId == target);
            return own is not null && await ArriveAsync(scope, own, published, ct);
        }

        var starts = await scope.GetRequiredService<IPackages>().FindTriggersAsync(Event.BookmarkName, hash, nowAt, ct);
        foreach (var start in starts)
        {
            await bursts.StartPinnedAsync(scope, start.PackageHash, new BurstStimulus.Start(
                CorrelationId: published.CorrelationId, TriggerActivityId: start.ActivityId, TriggerPayload: published.Payload), ct);
        }

        var instances = waiting.DistinctBy(b => b.InstanceId).ToList();
        if (instances.Count == 1 && starts.Count == 0)
        {
            return await ArriveAsync(scope, instances[0], published, ct);
        }

        scope.GetRequiredService<IStimuli>().StageAdd(
            row.TargetInstanceId ?? "", instances.ConvertAll(b => (OutgoingStimulus)(published with { TargetInstanceId = b.InstanceId })));
        return instances.Count + starts.Count > 0;
    }

    private async Task<bool> ArriveAsync(
        IServiceProvider scope, StoredBookmark waiting, OutgoingStimulus.PublishEvent published, CancellationToken ct)
    {
        await TryResumeAsync(scope, waiting.InstanceId, new BurstStimulus.EventArrived(
            waiting.Bookmark.Id, published.EventName, published.Payload), ct);
        return true;
    }

    /// <summary>A signal that comes after its instance went on or ended has no effect: that is its delivery.</summary>
    internal async Task TryResumeAsync(IServiceProvider scope, string instanceId, BurstStimulus stimulus, CancellationToken ct)
    {
        try
        {
            await bursts.ResumeAsync(scope, instanceId, stimulus, ct);
        }
        catch (Exception late) when (late is BookmarkNotFoundException or NotFoundException
            || late is StateFormatException && late.Message.Contains("has ended", StringComparison.Ordinal))
        {
            scope.GetRequiredService<ILogger<StimulusDelivery>>().LogDebug("A signal for {Instance} came too late", instanceId);
        }
    }
}
