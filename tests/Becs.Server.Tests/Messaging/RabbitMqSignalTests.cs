using System.Text;
using Becs.Contracts.Signals;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Operations;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Becs.Server.Tests.Messaging;

/// <summary>Signals by a real broker: sent and published, several times; what is refused lies on the error queue under its code.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class RabbitMqSignalTests
{
    private const string Queue = "becs-signals";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signals_WhenTheyComeByRabbitMq_ThenOnceEachAndRefusedOnesAreDeadLettered()
    {
        var broker = new Uri(Needs.RabbitMq());
        await using var server = new BecsServer(
            null, null, ("Becs:Roles", "web,worker"), ("Becs:Signals:Allowed", "Test.First"), ("Becs:Bus:Transport", "RabbitMq"),
            ("Becs:Bus:ConnectionString", broker.ToString()), ("Logging:LogLevel:MassTransit", "None"));
        using var started = server.CreateClient();
        var bus = server.Services.GetRequiredService<IBusControl>();
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, Stop);
        var worked = new QueueCounter(Queue);
        bus.ConnectReceiveObserver(worked);
        var queue = await bus.GetSendEndpoint(new Uri($"exchange:{Queue}"));
        var sound = new ExternalSignal(Guid.CreateVersion7(), "Test.First", Guid.CreateVersion7(), "OK");

        await queue.Send(sound, Stop);
        await queue.Send(sound, Stop);
        await bus.Publish(sound, Stop);
        await queue.Send(sound with { SignalId = Guid.CreateVersion7(), Name = "HoldPlaced" }, Stop);
        await worked.ReachAsync(4);

        var content = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        Assert.Single(content, r => r.StartsWith("inbox:", StringComparison.Ordinal));
        Assert.Equal("BUS-403", await DeadLetterAsync(broker));
    }

    private static async Task<string> DeadLetterAsync(Uri broker)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        var letter = await channel.BasicGetAsync($"{Queue}_error", autoAck: true, Stop);
        return Encoding.UTF8.GetString((byte[])letter!.BasicProperties.Headers!["becs-code"]!);
    }
}
