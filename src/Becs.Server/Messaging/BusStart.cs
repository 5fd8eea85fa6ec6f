using Becs.Server.ChangeControl;

namespace Becs.Server.Messaging;

/// <summary>
/// Starts the bus when this node serves, and stops it when it no longer does: a node whose build is not accepted takes no message from others
/// that could.
/// </summary>
internal sealed class BusStart(PlatformGate gate, IReadOnlyList<IHostedService> bus, ILogger<BusStart> log) : IHostedService
{
    // Never disposed: a host may be stopped after its services were. It holds nothing as long as nobody asks for its handle.
    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _runs;
    private bool _ends;

    public bool Runs => _runs;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        gate.OnChange(opened => _ = FollowAsync());
        await FollowAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _ends = true;
        await FollowAsync();
    }

    private async Task FollowAsync()
    {
        await _one.WaitAsync();
        try
        {
            var runs = gate.Serves && !_ends;
            if (runs == _runs)
            {
                return;
            }

            _runs = runs;
            foreach (var part in bus)
            {
                if (runs)
                {
                    await part.StartAsync(CancellationToken.None);
                }
                else
                {
                    await part.StopAsync(CancellationToken.None);
                }
            }
        }
        catch (Exception e)
        {
            log.LogError(e, "The bus could not be {Done}", _runs ? "started" : "stopped");
        }
        finally
        {
            _one.Release();
        }
    }
}
