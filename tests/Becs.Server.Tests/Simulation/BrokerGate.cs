using System.Net;
using System.Net.Sockets;

namespace Becs.Server.Tests.Simulation;

/// <summary>An address at which the broker is away until it is opened.</summary>
internal sealed class BrokerGate(Uri broker) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port = Reserve();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public Uri Address => new UriBuilder(broker) { Host = "127.0.0.1", Port = _port }.Uri;

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener?.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var pipes = new List<Task>();
        try
        {
            while (true)
            {
                pipes.Add(PipeAsync(await listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(pipes);
        }
    }

    private async Task PipeAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(broker.Host, broker.Port, _stop.Token);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(near.GetStream(), _stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException)
        {
            // One side went: the pipe ends.
        }
        finally
        {
            near.Dispose();
        }
    }

    private static int Reserve()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
