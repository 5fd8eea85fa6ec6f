using System.Collections.Concurrent;
using Becs.Contracts.Quarantine;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Messaging;

/// <summary>The relay against a real broker that is off at first, as in a morning without network.</summary>
public class RabbitMqRelayTests
{
    private const int Lots = 5;
    private const int HoldsEach = 4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Relay_WhenTheBrokerComesBack_ThenEachSubjectArrivesInSequenceUnderTheOutboxId()
    {
        var broker = new Uri(Needs.RabbitMq());
        await using var line = new BrokerLine(broker);
        await using var server = new BecsServer(
            null, null, ("Becs:Bus:Transport", "RabbitMq"), ("Becs:Bus:ConnectionString", line.Address.ToString()));
        var lots = await HoldAsync(server.Services);
        var tasks = await (await (await server.AsAsync("lab1")).GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync();
        Assert.Equal(Lots * HoldsEach, tasks.GetProperty("totalCount").GetInt32());

        var heard = new Listener(lots);
        var listening = Bus.Factory.CreateUsingRabbitMq(bus =>
        {
            bus.Host(broker);
            bus.ReceiveEndpoint(new TemporaryEndpointDefinition(concurrentMessageLimit: 1, prefetchCount: 1), e => e.Instance(heard));
        });
        await listening.StartAsync(Stop);
        try
        {
            line.Open();
            await heard.All.Task.WaitAsync(TimeSpan.FromMinutes(2), Stop);
        }
        finally
        {
            await listening.StopAsync(CancellationToken.None);
        }

        Assert.All(heard.Messages, m => Assert.Equal(m.Fact.Envelope!.EventId, m.MessageId));
        Assert.All(heard.Messages, m => Assert.Equal(m.Fact.Envelope!.SubjectSequence, m.Sequence));
        var firsts = heard.Messages.DistinctBy(m => m.MessageId).ToList();
        Assert.Equal(Lots * HoldsEach, firsts.Count);
        foreach (var lot in firsts.GroupBy(m => m.Fact.Envelope!.SubjectId))
        {
            Assert.Equal(Enumerable.Range(1, HoldsEach).Select(n => (long)n), lot.Select(m => m.Sequence));
        }
    }

    /// <summary>Work goes on while nothing listens at the broker's address.</summary>
    private static async Task<IReadOnlySet<Guid>> HoldAsync(IServiceProvider services)
    {
        var ids = services.GetRequiredService<IIdGenerator>();
        var lots = Enumerable.Range(0, Lots).Select(_ => ids.New()).ToHashSet();
        for (var round = 0; round < HoldsEach; round++)
        {
            foreach (var lot in lots)
            {
                await services.GetRequiredService<OperationRunner>().RunAsync(
                    OperationRequest.System(ids.New(), "test.hold"),
                    async (scope, token) => (await scope.GetRequiredService<HoldRegister>()
                        .PlaceAsync(HoldScope.Lot, lot, HoldReasons.All.First(), null, token)).Id.Value,
                    Stop);
            }
        }

        Assert.True(await services.GetRequiredService<StimulusPump>().DrainAsync(Stop));
        return lots;
    }

    private sealed record Heard(Guid? MessageId, long Sequence, HoldPlaced Fact);

    private sealed class Listener(IReadOnlySet<Guid> lots) : IConsumer<HoldPlaced>
    {
        public ConcurrentQueue<Heard> Messages { get; } = new();

        public TaskCompletionSource All { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Consume(ConsumeContext<HoldPlaced> context)
        {
            if (lots.Contains(context.Message.Envelope!.SubjectId))
            {
                Messages.Enqueue(new Heard(context.MessageId, context.Headers.Get<long>("becs-sequence") ?? 0, context.Message));
                if (Messages.DistinctBy(m => m.MessageId).Count() == Lots * HoldsEach)
                {
                    All.TrySetResult();
                }
            }

            return Task.CompletedTask;
        }
    }
}
