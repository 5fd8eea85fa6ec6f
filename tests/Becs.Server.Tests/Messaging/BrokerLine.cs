using System.Net;
using System.Net.Sockets;

namespace Becs.Server.Tests.Messaging;

/// <summary>An address at which the broker does not answer until the line is opened.</summary>
internal sealed class BrokerLine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _broker;
    private readonly int _port;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public BrokerLine(Uri broker)
    {
        _broker = broker;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public Uri Address => new UriBuilder(_broker) { Host = "127.0.0.1", Port = _port }.Uri;

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(CarryAsync(await listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var near = caller;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_broker.Host, _broker.Port, _stop.Token);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(near.GetStream(), _stop.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The line is cut: both ends see it.
        }
    }
}
