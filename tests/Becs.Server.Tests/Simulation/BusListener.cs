using System.Text;
using Becs.Contracts;
using RabbitMQ.Client;

namespace Becs.Server.Tests.Simulation;

/// <summary>A queue of its own that gets every event others are promised.</summary>
internal sealed class BusListener(IConnection connection, IChannel channel, string queue) : IAsyncDisposable
{
    public static async Task<BusListener> OpenAsync(Uri broker, CancellationToken ct)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(ct);
        var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var queue = (await channel.QueueDeclareAsync(cancellationToken: ct)).QueueName;
        foreach (var type in typeof(BecsEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BecsEvent)) && !t.IsAbstract))
        {
            var exchange = $"{type.Namespace}:{type.Name}";
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            await channel.QueueBindAsync(queue, exchange, "", cancellationToken: ct);
        }

        return new BusListener(connection, channel, queue);
    }

    /// <summary>What came by now, in the order it came.</summary>
    public async Task<List<(string Id, string Subject, long Sequence)>> TakeAsync(CancellationToken ct)
    {
        var came = new List<(string, string, long)>();
        while (await channel.BasicGetAsync(queue, autoAck: true, ct) is { } message)
        {
            var headers = message.BasicProperties.Headers!;
            came.Add((
                message.BasicProperties.MessageId!, Encoding.UTF8.GetString((byte[])headers["becs-subject"]!),
                Convert.ToInt64(headers["becs-sequence"], System.Globalization.CultureInfo.InvariantCulture)));
        }

        return came;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
