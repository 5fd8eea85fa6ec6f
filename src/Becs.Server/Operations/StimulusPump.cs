using System.Diagnostics;
using Becs.Persistence.Workflows;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>Delivers signals between instances from the database, each as its own operation and commit. The bus has no part in it.</summary>
public sealed class StimulusPump(
    IServiceScopeFactory scopes, StimulusDelivery delivery, BecsSettings settings, PlatformGate gate, ILogger<StimulusPump> log)
    : Loop(TimeSpan.FromSeconds(1), gate, log)
{
    private const int BatchSize = 50;

    /// <summary>Batches one drain may take: a workflow that signals itself for ever must not hold its caller for ever.</summary>
    private const int MaxBatches = 2_000;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LetGo _letGo = new(scopes);
    private readonly ILogger _log = log;

    /// <summary>Delivers until nothing is left to deliver.</summary>
    /// <returns>False when the limit came first.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxBatches; i++)
        {
            if (await BatchAsync(cancellationToken) == 0)
            {
                return true;
            }
        }

        return false;
    }

    protected override async Task<bool> WorkAsync(CancellationToken stopping) =>
        settings.Has(NodeRoles.Worker) && await BatchAsync(stopping) > 0;

    private async Task<int> BatchAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await _letGo.SignalsAsync(cancellationToken);
            IReadOnlyList<StoredStimulus> rows;
            await using (var scope = scopes.CreateAsyncScope())
            {
                rows = await scope.ServiceProvider.GetRequiredService<IStimuli>().TakeAsync(BatchSize, cancellationToken);
            }

            var since = Stopwatch.GetTimestamp();
            for (var i = 0; i < rows.Count; i++)
            {
                if (Stopwatch.GetElapsedTime(since) > LeaseTimes.Work)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<ISignalBacklog>()
                        .ReleaseAsync([.. rows.Skip(i).Select(r => r.Id)], [], cancellationToken);
                    break;
                }

                await DeliverAsync(rows[i], cancellationToken);
            }

            return rows.Count;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task DeliverAsync(StoredStimulus row, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.DeliverAsync(row, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Kept in the database; it is taken again when its lease ends. The others go on.
            _letGo.Remember(row.Id, e);
            _log.LogError("Stimulus {Stimulus} of kind {Kind} could not be delivered: {Failure}", row.Id, row.Kind, Hosting.FailureText.Trace(e));
        }
    }
}
