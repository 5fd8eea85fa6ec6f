using System.Globalization;
using System.Text;
using Becs.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Becs.Server.Tests.Faults;

/// <summary>A quorum queue that gets every event others are promised and survives its broker.</summary>
internal sealed class DurableListener(string queue)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    public static async Task<DurableListener> OpenAsync(Uri broker, CancellationToken ct)
    {
        var queue = $"faults-{Guid.CreateVersion7():N}";
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
            cancellationToken: ct);
        foreach (var type in typeof(BecsEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BecsEvent)) && !t.IsAbstract))
        {
            var exchange = $"{type.Namespace}:{type.Name}";
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            await channel.QueueBindAsync(queue, exchange, "", cancellationToken: ct);
        }

        return new DurableListener(queue);
    }

    /// <summary>Takes what comes until all of it is there.</summary>
    public async Task<IReadOnlyList<(string Id, string Subject, long Sequence)>> TakeUntilAsync(
        Uri broker, Func<Task<bool>> isAllSent, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        var came = new List<(string, string, long)>();
        while (true)
        {
            try
            {
                await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(patience.Token);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: patience.Token);
                while (true)
                {
                    var before = await isAllSent();
                    while (await channel.BasicGetAsync(queue, autoAck: true, patience.Token) is { } message)
                    {
                        var headers = message.BasicProperties.Headers!;
                        came.Add((
                            message.BasicProperties.MessageId!, Encoding.UTF8.GetString((byte[])headers["becs-subject"]!),
                            Convert.ToInt64(headers["becs-sequence"], CultureInfo.InvariantCulture)));
                    }

                    // Nothing was left to send before the queue was found empty: what was sent has arrived.
                    if (before)
                    {
                        return came;
                    }

                    await Task.Delay(100, patience.Token);
                }
            }
            catch (Exception away) when (away is RabbitMQClientException or IOException)
            {
                await Task.Delay(300, patience.Token);
            }
        }
    }
}
