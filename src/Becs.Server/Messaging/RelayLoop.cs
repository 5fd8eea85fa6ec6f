using Becs.Persistence.Outbox;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using MassTransit;

namespace Becs.Server.Messaging;

/// <summary>
/// Carries the outbox to the bus: each subject in sequence, the row's id as message id. A broker that is off makes it wait, and nothing else:
/// bursts never touch the bus.
/// </summary>
public sealed class RelayLoop(IServiceScopeFactory scopes, IBus bus, HealthLog health, ILogger<RelayLoop> log)
    : Loop(TimeSpan.FromSeconds(1), log)
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
        catch (Exception away) when (away is RabbitMqConnectionException or RabbitMQ.Client.Exceptions.RabbitMQClientException)
        {
            throw new BusUnavailableException("The broker closed the connection.", away);
        }
    }
}
