using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.Hosting;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Ends the waiting of events that were kept for a workflow that never came, so that their table does not grow for ever. The facts
/// themselves are in their own records; only the signal goes.
/// </summary>
public sealed class KeptSignalPurge(
    IServiceScopeFactory scopes, OperationRunner runner, IIdGenerator ids, TimeProvider clock, BecsSettings settings)
{
    public const string Action = "stimulus.purge";

    private const int BatchSize = 200;
    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);
    private DateTime _nextAt = DateTime.MinValue;

    /// <summary>At most once an hour of the clock.</summary>
    public async Task WhenDueAsync(CancellationToken cancellationToken)
    {
        if (clock.UtcNow() < _nextAt)
        {
            return;
        }

        while (await PurgeAsync(cancellationToken) == BatchSize)
        {
        }

        _nextAt = clock.UtcNow() + _interval;
    }

    /// <returns>How many went; one operation takes a batch at most.</returns>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var beforeAt = clock.UtcNow().AddDays(-settings.SignalKeepDays);
        IReadOnlyList<string> old;
        await using (var scope = scopes.CreateAsyncScope())
        {
            old = await scope.ServiceProvider.GetRequiredService<ISignalBacklog>().KeptBeforeAsync(beforeAt, BatchSize, cancellationToken);
        }

        if (old.Count == 0)
        {
            return 0;
        }

        await runner.RunAsync(OperationRequest.System(ids.New(), Action), (scope, _) =>
        {
            var stimuli = scope.GetRequiredService<IStimuli>();
            foreach (var id in old)
            {
                stimuli.StageDelivered(id);
            }

            scope.GetRequiredService<IAuditTrail>().Record(
                new SubjectRef(SubjectKinds.System, Guid.Empty), "stimulus.purged", null, $"{old.Count} kept before {beforeAt:O}");
            return Task.FromResult(old.Count);
        }, cancellationToken);
        return old.Count;
    }
}
