using System.Net.Sockets;
using System.Text.Json;
using Becs.Server.Messaging;
using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace Becs.Server.Tests.Messaging;

/// <summary>Whose fault a failed publication is: the broker's, then everything waits; or the event's, then it is tried ten times.</summary>
public class RelayBlameTests
{
    public static TheoryData<Exception, bool> Faults => new()
    {
        { new RabbitMqConnectionException("closed"), true },
        { new ConnectionException("away", new IOException(), true), true },
        { new TransportUnavailableException("stopping"), true },
        { new MessageNotAcknowledgedException(new Uri("rabbitmq://host/q"), "nacked"), true },
        { new BrokerUnreachableException(new IOException()), true },
        { new SocketException(111), true },
        { new IOException("reset"), true },
        { new ObjectDisposedException("channel"), true },
        { new TimeoutException(), true },
        { new MessageReturnedException("no route", new IOException()), false },
        { new JsonException("unreadable"), false },
        { new InvalidOperationException("unknown event"), false },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void IsAway_WhenPublishingFails_ThenOnlyTheBusIsBlamedForWhatIsItsFault(Exception fault, bool isAway) =>
        Assert.Equal(isAway, RelayLoop.IsAway(fault));
}
