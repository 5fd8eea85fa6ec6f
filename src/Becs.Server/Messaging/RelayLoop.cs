using System.Net.Sockets;
using Becs.Persistence.Outbox;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using MassTransit;

namespace Becs.Server.Messaging;

/// <summary>
/// Carries the outbox to the bus: each subject in sequence, the row's id as message id. A broker that is off makes it wait, and nothing else:
/// bursts never touch the bus.
/// </summary>
public sealed class RelayLoop(IServiceScopeFactory scopes, IBus bus, PlatformGate gate, HealthLog health, ILogger<RelayLoop> log)
    : Loop(TimeSpan.FromSeconds(1), gate, log)
{
    private const int BatchSize = 250;

    /// <summary>While the broker is away Publish does not return by itself.</summary>
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;

    protected override async Task<bool> WorkAsync(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var pass = await scope.ServiceProvider.GetRequiredService<OutboxReader>().TakeBatchAsync(BatchSize, PublishAsync, stopping);
        Telemetry.EventsPublished.Add(pass.Published);
        if (pass.SetAside > 0)
        {
            _log.LogError("{Count} events were set aside after {Most} attempts", pass.SetAside, OutboxReader.MostAttempts);
        }

        if (pass.BusUnavailable)
        {
            health.Report("bus", "the broker does not answer; events wait in the outbox");
            throw new BusUnavailableException("The broker does not answer; events wait in the outbox.");
        }

        health.Clear("bus");
        return pass.Published > 0;
    }

    private async Task PublishAsync(OutboxMessage message, CancellationToken stopping)
    {
        var fact = message.Read();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(PublishLimit);
        try
        {
            await bus.Publish(fact, fact.GetType(), context =>
            {
                context.MessageId = message.Id;
                context.Headers.Set("becs-subject", $"{message.SubjectKind}:{message.SubjectId:D}");
                context.Headers.Set("becs-sequence", message.Sequence);
            }, limit.Token);
        }
        catch (OperationCanceledException late) when (!stopping.IsCancellationRequested)
        {
            throw new BusUnavailableException("Publishing took too long.", late);
        }
        catch (Exception away) when (IsAway(away))
        {
            throw new BusUnavailableException("The broker closed the connection.", away);
        }
    }

    /// <summary>
    /// The bus is at fault and not the event: it waits for as long as that lasts and loses no attempt. Counted against the event, a long
    /// restart of the broker would put it off for minutes, and at last aside.
    /// </summary>
    internal static bool IsAway(Exception exception) => exception switch
    {
        MessageReturnedException => false,
        ConnectionException or TransportException or TransportUnavailableException or RabbitMQ.Client.Exceptions.RabbitMQClientException => true,
        IOException or SocketException or ObjectDisposedException or TimeoutException => true,
        _ => false,
    };
}
