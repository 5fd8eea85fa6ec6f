using System.Collections.Concurrent;
using Becs.Domain.Shared;
using Becs.Persistence.Outbox;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Persistence.Tests.Outbox;

public abstract class OutboxSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private readonly FakeTimeProvider _machine = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<OutboxMessage> _published = new();

    protected override PersistenceOptions Adjust(PersistenceOptions options) => options with { MachineClock = _machine };

    [Fact]
    public async Task TakeBatchAsync_WhenEventsWait_ThenEachSubjectIsPublishedInSequenceAndRemoved()
    {
        var (first, second) = (New(), New());
        await RaiseAsync(first, first, second);
        await RaiseAsync(second, first);

        var pass = await TakeAsync();

        Assert.Equal(new OutboxPass(5, 0, 0, false), pass);
        Assert.Equal([1, 2, 3], _published.Where(m => m.SubjectId == first.Id).Select(m => m.Sequence));
        Assert.Equal([1, 2], _published.Where(m => m.SubjectId == second.Id).Select(m => m.Sequence));
        Assert.Equal(0, await CountAsync("outbox"));
    }

    [Fact]
    public async Task TakeBatchAsync_WhenOneEventFails_ThenItsSubjectWaitsAndTheOthersGoOn()
    {
        var (bad, good) = (New(), New());
        await RaiseAsync(bad, bad, good);

        Assert.Equal(new OutboxPass(1, 1, 0, false), await TakeAsync(failing: bad));
        Assert.Equal(new OutboxPass(0, 0, 0, false), await TakeAsync(failing: bad));
        Assert.Equal(2, await CountAsync("outbox"));
        _machine.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new OutboxPass(2, 0, 0, false), await TakeAsync());
        Assert.Equal([1, 2], _published.Where(m => m.SubjectId == bad.Id).Select(m => m.Sequence));
    }

    [Fact]
    public async Task TakeBatchAsync_WhenAnEventFailsTooOften_ThenItIsSetAsideWithItsReason()
    {
        var bad = New();
        await RaiseAsync(bad);
        for (var i = 0; i < OutboxReader.MostAttempts - 1; i++)
        {
            Assert.Equal(1, (await TakeAsync(failing: bad)).Failed);
            _machine.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal(1, (await TakeAsync(failing: bad)).SetAside);
        await using var scope = Services.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<OutboxReader>();
        var (message, reason) = Assert.Single(await reader.ListSetAsideAsync(10, Cancellation));
        Assert.Contains("InvalidOperationException", reason, StringComparison.Ordinal);
        await RaiseAsync(bad);
        Assert.Equal(1, (await TakeAsync()).Published);

        await reader.RetryAsync(message.Id, Cancellation);
        Assert.Equal(1, (await TakeAsync()).Published);
        Assert.Equal(0, await CountAsync("outbox"));
    }

    [Fact]
    public async Task TakeBatchAsync_WhenTheBusIsAway_ThenNothingCountsAsAnAttempt()
    {
        await RaiseAsync(New(), New());
        for (var i = 0; i < OutboxReader.MostAttempts + 1; i++)
        {
            await using var scope = Services.CreateAsyncScope();
            var pass = await scope.ServiceProvider.GetRequiredService<OutboxReader>()
                .TakeBatchAsync(10, (_, _) => throw new BusUnavailableException("away"), Cancellation);
            Assert.Equal(new OutboxPass(0, 0, 0, true), pass);
        }

        Assert.Equal(2, (await TakeAsync()).Published);
    }

    [Fact]
    public async Task TakeBatchAsync_WhenTheBatchIsSmall_ThenTheOrderOfASubjectHolds()
    {
        var subjects = Enumerable.Range(0, 4).Select(_ => New()).ToArray();
        for (var i = 0; i < 5; i++)
        {
            await RaiseAsync(subjects);
        }

        while ((await TakeAsync(max: 3)).Published > 0)
        {
        }

        Assert.Equal(20, _published.Count);
        Assert.All(subjects, s => Assert.Equal([1, 2, 3, 4, 5], _published.Where(m => m.SubjectId == s.Id).Select(m => m.Sequence)));
    }

    [Fact]
    public async Task Body_WhenRead_ThenItCarriesTheEnvelope()
    {
        var subject = New();
        await RaiseAsync(subject);
        await TakeAsync();

        var message = Assert.Single(_published);

        Assert.Contains("\"subjectSequence\":1", message.Body, StringComparison.Ordinal);
        Assert.Contains("\"what\":\"it\"", message.Body, StringComparison.Ordinal);
    }

    protected SubjectRef New() => new(SubjectKinds.Unit, Ids.New());

    protected Task RaiseAsync(params SubjectRef[] subjects) => RunAsync(s =>
    {
        foreach (var subject in subjects)
        {
            s.GetRequiredService<IEventSink>().Raise(subject, new SomethingHappened("it"));
        }
    });

    protected async Task<OutboxPass> TakeAsync(SubjectRef? failing = null, int max = 100)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OutboxReader>().TakeBatchAsync(
            max,
            (message, _) =>
            {
                if (failing is { } bad && message.SubjectId == bad.Id)
                {
                    throw new InvalidOperationException("Refused on purpose.");
                }

                _published.Enqueue(message);
                return Task.CompletedTask;
            },
            Cancellation);
    }
}

public sealed class OutboxOnSqlite() : OutboxSpecs(new SqliteTestDatabase());

public sealed class OutboxOnPostgres() : OutboxSpecs(new PostgresTestDatabase())
{
    [Fact]
    public async Task TakeBatchAsync_WhenFourRelaysWork_ThenEverythingIsPublishedOnceAndInSequence()
    {
        var subjects = Enumerable.Range(0, 10).Select(_ => New()).ToArray();
        for (var i = 0; i < 10; i++)
        {
            await RaiseAsync(subjects);
        }

        var published = new ConcurrentQueue<OutboxMessage>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (await CountAsync("outbox") > 0)
            {
                await using var scope = Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<OutboxReader>().TakeBatchAsync(
                    7,
                    async (message, _) =>
                    {
                        await Task.Yield();
                        published.Enqueue(message);
                    },
                    Cancellation);
            }
        }));

        Assert.Equal(100, published.Count);
        Assert.All(subjects, s => Assert.Equal(
            Enumerable.Range(1, 10).Select(i => (long)i), published.Where(m => m.SubjectId == s.Id).Select(m => m.Sequence)));
    }
}
