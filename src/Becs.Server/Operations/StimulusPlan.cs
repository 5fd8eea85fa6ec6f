using System.Text.Json;
using Becs.Activities.Facts;
using Becs.Domain.Shared;
using Becs.Persistence.Inbox;
using Becs.Persistence.Workflows;
using Becs.Workflows.Bookmarks;
using Becs.Workflows.Runtime.Activities;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>Finds out whom a signal concerns: reads only.</summary>
internal sealed class StimulusPlan(IPackages packages, IBookmarks bookmarks, TimeProvider clock)
{
    /// <summary>Workflow input that holds the event a workflow was started by.</summary>
    public const string EventInput = "Event";

    public async Task<IReadOnlyList<StimulusTarget>> OfAsync(StoredStimulus row, CancellationToken ct)
    {
        if (row.Kind == FactStimulus.Kind)
        {
            return await OfFactAsync(row, ct);
        }

        if (row.Kind == ReceivedSignal.Kind)
        {
            return await OfSignalAsync(row, ct);
        }

        if (row.Kind == SignalDelivery.Kind)
        {
            var one = JsonSerializer.Deserialize<SignalDelivery>(row.BodyJson, Hosting.StrictJson.Stored)!;
            return
            [
                new StimulusTarget(
                    one.InstanceId.ToString("D"), one.PackageHash, StimulusSerializer.DeserializeBurst(one.StimulusKind, one.StimulusJson)),
            ];
        }

        return StimulusSerializer.DeserializeOutgoing(row.Kind, row.BodyJson) switch
        {
            OutgoingStimulus.StartChild child => [new StimulusTarget(child.ChildInstanceId, child.PackageHash, new BurstStimulus.Start(
                child.Input, child.CorrelationId, child.Parent, InstanceId: child.ChildInstanceId))],
            OutgoingStimulus.ChildFinished f => [new StimulusTarget(f.ParentInstanceId, null, new BurstStimulus.ChildFinished(
                f.BookmarkId, f.ChildInstanceId, f.SubStatus, f.Output, f.Outcomes))],
            OutgoingStimulus.PublishEvent e => await OfEventAsync(row.Id, e, ct),
            _ => throw new InvalidOperationException($"Stimulus {row.Id} has a kind nobody delivers: {row.Kind}."),
        };
    }

    private async Task<IReadOnlyList<StimulusTarget>> OfFactAsync(StoredStimulus row, CancellationToken ct)
    {
        using var document = JsonDocument.Parse(row.BodyJson);
        var payload = document.RootElement.Clone();
        var name = row.Name!;
        var subject = row.CorrelationId!.Split(':') is [var kind, var id] && Guid.TryParse(id, out var subjectId)
            ? new SubjectRef(kind, subjectId)
            : throw new InvalidOperationException($"Fact {row.Id} does not name its record: '{row.CorrelationId}'.");
        var waiting = await WaitingForAsync(name, subject, ct);
        if (SiteOf(payload) is { } site && site != subject)
        {
            // Somebody may wait for the fact about any record of the site, such as any bag released there.
            waiting.AddRange((await WaitingForAsync(name, site, ct)).Where(b => waiting.All(w => w.InstanceId != b.InstanceId)));
        }

        return
        [
            .. waiting.Select(b => Arrival(b, name, payload)),
            .. await OfEventAsync(row.Id, new OutgoingStimulus.PublishEvent(name, subject.Id.ToString("D"), null, payload), ct),
        ];
    }

    /// <summary>A signal from outside ends waits made for one, and nothing else.</summary>
    private async Task<IReadOnlyList<StimulusTarget>> OfSignalAsync(StoredStimulus row, CancellationToken ct)
    {
        var signal = JsonSerializer.Deserialize<ReceivedSignal>(row.BodyJson, Hosting.StrictJson.Stored)!;
        var hash = StimulusHasher.Hash(WaitForSignal.BookmarkName, WaitForSignal.Stimulus(signal.Name, signal.SubjectId));
        var waiting = await bookmarks.FindByStimulusAsync(WaitForSignal.BookmarkName, hash, null, cancellationToken: ct);
        var payload = JsonSerializer.SerializeToElement(new { signalId = signal.SignalId, code = signal.Code });
        return [.. waiting.Select(b => Arrival(b, signal.Name, payload))];
    }

    private async Task<List<StoredBookmark>> WaitingForAsync(string eventName, SubjectRef subject, CancellationToken ct)
    {
        var hash = StimulusHasher.Hash(WaitForFact.BookmarkName, WaitForFact.Stimulus(eventName, subject));
        return [.. await bookmarks.FindByStimulusAsync(WaitForFact.BookmarkName, hash, null, cancellationToken: ct)];
    }

    private static SubjectRef? SiteOf(JsonElement payload) =>
        payload.TryGetProperty("envelope", out var envelope) && envelope.TryGetProperty("siteId", out var site) && site.TryGetGuid(out var id)
            ? new SubjectRef(SubjectKinds.Site, id)
            : null;

    private async Task<IReadOnlyList<StimulusTarget>> OfEventAsync(string rowId, OutgoingStimulus.PublishEvent e, CancellationToken ct)
    {
        var hash = StimulusHasher.Hash(Event.BookmarkName, new EventStimulus(e.EventName));
        var waiting = await bookmarks.FindByStimulusAsync(Event.BookmarkName, hash, e.CorrelationId, cancellationToken: ct);
        var targets = waiting.Where(b => e.TargetInstanceId is null || b.InstanceId == e.TargetInstanceId)
            .Select(b => Arrival(b, e.EventName, e.Payload)).ToList();
        if (e.TargetInstanceId is null)
        {
            foreach (var start in await packages.FindTriggersAsync(Event.BookmarkName, hash, clock.UtcNow(), ct))
            {
                var input = e.Payload is { } payload ? new Dictionary<string, JsonElement> { [EventInput] = payload } : null;
                var instance = StimulusTarget.StartedBy(rowId, start.PackageHash, start.ActivityId);
                targets.Add(new StimulusTarget(instance, start.PackageHash, new BurstStimulus.Start(
                    input, e.CorrelationId, TriggerActivityId: start.ActivityId, InstanceId: instance, TriggerPayload: e.Payload)));
            }
        }

        return targets;
    }

    private static StimulusTarget Arrival(StoredBookmark waiting, string name, JsonElement? payload) =>
        new(waiting.InstanceId, null, new BurstStimulus.EventArrived(waiting.Bookmark.Id, name, payload));
}
