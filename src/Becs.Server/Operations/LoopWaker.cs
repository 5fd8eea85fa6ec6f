using Becs.Persistence.Commit;
using Becs.Server.Messaging;

namespace Becs.Server.Operations;

/// <summary>Wakes the loops of this process after each commit that left them something to do.</summary>
internal sealed class LoopWaker(CommitHooks hooks, StimulusPump pump, RelayLoop relay, HttpRequestLoop requests) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        hooks.OnCommitted(summary =>
        {
            if (summary.StimulusRows > 0)
            {
                pump.Wake();
                requests.Wake();
            }

            if (summary.OutboxRows > 0)
            {
                relay.Wake();
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
