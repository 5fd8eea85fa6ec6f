using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.BadInput;

/// <summary>Refused input is not kept in memory: thousands of broken completions and messages leave the heap as it was. Runs alone.</summary>
[Collection(nameof(Alone))]
[Trait(Needs.Cost, Needs.Slow)]
public class MemoryTests
{
    private const int Completions = 10_000;
    private const int Messages = 1_500;
    private const int Before = 500;

    /// <summary>What a cache may still fill. A kept completion or message has more than a thousand bytes.</summary>
    private const int MostBytesEach = 800;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Completions_WhenMutated_ThenNothingIsKept()
    {
        var doors = new CompletionDoors();
        var before = Tried(1, Before);
        var after = Tried(Before + 1, Completions);
        GC.KeepAlive(doors);
        AssertFlat(before, after, Completions);

        long Tried(int from, int to)
        {
            for (var seed = from; seed <= to; seed++)
            {
                doors.Try(seed);
            }

            return Heap();
        }
    }

    [Fact]
    public async Task Messages_WhenMutated_ThenNothingIsKept()
    {
        await using var server = new BecsServer(
            null, null, ("Becs:Roles", "web,worker"), ("Becs:Signals:Allowed", "Test.First,Test.Second"), ("Logging:LogLevel:MassTransit", "None"));
        using var started = server.CreateClient();
        var bus = server.Services.GetRequiredService<IBusControl>();
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, Stop);
        var worked = new QueueCounter(MessageTests.Queue);
        bus.ConnectReceiveObserver(worked);
        var dead = bus.ConnectReceiveEndpoint(
            $"{MessageTests.Queue}_error", e => ((IReceivePipelineConfigurator)e).ConfigureReceive(pipe => pipe.UseFilter(new Bin())));
        await dead.Ready;
        var queue = await bus.GetSendEndpoint(new Uri($"queue:{MessageTests.Queue}"));
        var before = await SentAsync(1, Before);
        var after = await SentAsync(Before + 1, Before + Messages);
        AssertFlat(before, after, Messages);

        async Task<long> SentAsync(int from, int to)
        {
            await MessageTests.SendAsync(queue, MessageTests.Mutated(from, to));
            await worked.ReachAsync(to);
            return Heap();
        }
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void AssertFlat(long before, long after, int count)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{before} bytes before, {after} after: {(after - before) / count} each");
        Assert.True(after - before < (long)MostBytesEach * count, $"{after - before} bytes more after {count}");
    }

    /// <summary>Throws dead letters away.</summary>
    private sealed class Bin : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => Task.CompletedTask;

        public void Probe(ProbeContext context) => context.CreateFilterScope("bin");
    }
}

/// <summary>Tests that measure the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
