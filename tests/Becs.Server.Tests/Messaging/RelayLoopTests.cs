using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Outbox;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Messaging;

[Trait(Needs.Cost, Needs.Slow)]
public class RelayLoopTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Relay_WhenTheBrokerIsOff_ThenWorkGoesOnAndTheEventsWait()
    {
        // Nothing listens on port 1: the broker never answers.
        await using var server = new BecsServer(
            null, null, ("Becs:Bus:Transport", "RabbitMq"), ("Becs:Bus:ConnectionString", "amqp://guest:guest@127.0.0.1:1"));
        var services = server.Services;

        await services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(services.GetRequiredService<IIdGenerator>().New(), "test.hold"),
            async (scope, token) =>
            {
                var lot = scope.GetRequiredService<IIdGenerator>().New();
                await scope.GetRequiredService<HoldRegister>().PlaceAsync(HoldScope.Lot, lot, HoldReasons.All.First(), null, token);
                return lot;
            }, Stop);
        Assert.True(await services.GetRequiredService<StimulusPump>().DrainAsync(Stop));

        var tasks = await (await (await server.AsAsync("lab1")).GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync();
        Assert.Equal(1, tasks.GetProperty("totalCount").GetInt32());
        Assert.NotEmpty(await WaitingAsync(services));
    }

    private static async Task<List<OutboxMessage>> WaitingAsync(IServiceProvider services)
    {
        var waiting = new List<OutboxMessage>();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OutboxReader>().TakeBatchAsync(100, (message, _) =>
        {
            lock (waiting)
            {
                waiting.Add(message);
            }

            throw new BusUnavailableException("not in this test");
        }, Stop);
        return waiting;
    }
}
