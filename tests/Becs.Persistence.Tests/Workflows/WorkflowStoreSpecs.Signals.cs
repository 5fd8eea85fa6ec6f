using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Workflows;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Becs.Workflows.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Workflows;

/// <content>Stimuli and timers.</content>
public abstract partial class WorkflowStoreSpecs
{
    [Fact]
    public async Task Timers_WhenTaken_ThenNobodyElseHasThemForSeconds()
    {
        var instance = Ids.New().ToString();
        await RunAsync(s => s.GetRequiredService<ITimers>().StageAdd(instance,
        [
            new WorkflowTimer("late", Clock.UtcNow().AddHours(2), "a"),
            new WorkflowTimer("second", Clock.UtcNow().AddMinutes(2), "a"),
            new WorkflowTimer("first", Clock.UtcNow().AddMinutes(1), "a"),
        ]));
        Assert.Equal(Clock.UtcNow().AddMinutes(1), await NextDueAsync());
        Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["first", "second"], await DueAsync());
        Assert.Empty(await DueAsync());
        _machine.Advance(LeaseTimes.Hold - TimeSpan.FromSeconds(1));
        Assert.Empty(await DueAsync());
        _machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "second"], await DueAsync());
        await RunAsync(s => s.GetRequiredService<ITimers>().StageCancel(instance, ["first", "second"]));
        _machine.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(await DueAsync());
        await Assert.ThrowsAsync<CommitConflictException>(
            () => RunAsync(s => s.GetRequiredService<ITimers>().StageCancel(instance, ["first"])));
    }

    [Fact]
    public async Task Timers_WhenTheMachinesClockIsSetBack_ThenNoHoldOutlivesIt()
    {
        await RunAsync(s => s.GetRequiredService<ITimers>().StageAdd(Ids.New().ToString(), [new WorkflowTimer("one", Clock.UtcNow(), "a")]));
        Assert.Equal(["one"], await DueAsync());
        _machine.AdjustTime(_machine.GetUtcNow().AddHours(-2));

        Assert.Equal(["one"], await DueAsync());
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task Stimuli_WhenStaged_ThenTheyAreTakenOnceAndKeptOrDelivered()
    {
        await RunAsync(s => s.GetRequiredService<IStimuli>().StageAdd(Ids.New().ToString(),
        [
            new OutgoingStimulus.PublishEvent("Seen", "c1", null, null),
            new OutgoingStimulus.PublishEvent("Heard", "c1", null, null),
        ]));

        var taken = await TakeAsync();
        Assert.Equal(["Seen", "Heard"], taken.Select(t => t.Name));
        Assert.Equal("PublishEvent", taken[0].Kind);
        Assert.Empty(await TakeAsync());

        await RunAsync(s =>
        {
            s.GetRequiredService<IStimuli>().StageKeep(taken[0].Id);
            s.GetRequiredService<IStimuli>().StageDelivered(taken[1].Id);
        });
        _machine.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(await TakeAsync());
        await using var scope = Begin();
        var stimuli = scope.ServiceProvider.GetRequiredService<IStimuli>();
        Assert.Equal(taken[0].Id, Assert.Single(await stimuli.FindKeptAsync("Seen", "c1", Cancellation)).Id);
        Assert.Empty(await stimuli.FindKeptAsync("Seen", "c2", Cancellation));
        await Assert.ThrowsAsync<CommitConflictException>(
            () => RunAsync(s => s.GetRequiredService<IStimuli>().StageDelivered(taken[1].Id)));
    }

    [Fact]
    public async Task Stimuli_WhenARequestIsAmongThem_ThenItIsTakenApartAndKnowsItsInstance()
    {
        var instance = Ids.New().ToString("D");
        await RunAsync(s => s.GetRequiredService<IStimuli>().StageAdd(instance,
        [
            new OutgoingStimulus.HttpRequested("b", "https://lab.example.org/", "GET", null, null, null),
            new OutgoingStimulus.PublishEvent("Seen", "c1", null, null),
        ]));

        Assert.Equal(["PublishEvent"], (await TakeAsync()).Select(t => t.Kind));
        await using var scope = Begin();
        var request = Assert.Single(await scope.ServiceProvider.GetRequiredService<IStimuli>().TakeRequestsAsync(10, Cancellation));
        Assert.Equal(("HttpRequested", instance), (request.Kind, request.TargetInstanceId));
    }

    [Fact]
    public async Task Stimuli_WhenManyTakeAtOnce_ThenEachIsTakenByOne()
    {
        await RunAsync(s => s.GetRequiredService<IStimuli>().StageAdd(Ids.New().ToString(),
            [.. Enumerable.Range(0, 40).Select(i => new OutgoingStimulus.PublishEvent($"E{i}", null, null, null))]));

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TakeAsync(5)));

        var ids = taken.SelectMany(t => t).Select(t => t.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(40, ids.Count + (await TakeAsync(100)).Count);
    }

    private async Task<DateTime?> NextDueAsync()
    {
        await using var scope = Begin();
        return await scope.ServiceProvider.GetRequiredService<IDueTimers>().NextDueAsync(Cancellation);
    }

    private async Task<IEnumerable<string>> DueAsync()
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<ITimers>().TakeDueAsync(Clock.UtcNow(), 10, Cancellation))
            .Select(t => t.BookmarkId);
    }

    private async Task<IReadOnlyList<StoredStimulus>> TakeAsync(int limit = 10)
    {
        await using var scope = Begin();
        return await scope.ServiceProvider.GetRequiredService<IStimuli>().TakeAsync(limit, Cancellation);
    }
}
