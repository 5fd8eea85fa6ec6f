using System.Diagnostics;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Workflows;
using Becs.Server.Hosting;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>Fires due timers, earliest first, each as its own operation and commit.</summary>
public sealed class TimerLoop(
    IServiceScopeFactory scopes, OperationRunner runner, StimulusDelivery delivery, IWorkflowReads reads, IIdGenerator ids, TimeProvider clock,
    BecsSettings settings, KeptSignalPurge purge,
    ILogger<TimerLoop> log)
    : Loop(TimeSpan.FromSeconds(1), log)
{
    public const string Action = "timer.fire";

    private const int BatchSize = 100;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ILogger _log = log;

    /// <summary>When the next timer up to a time is due; null when none is.</summary>
    public async Task<DateTime?> NextDueAsync(DateTime untilAt, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var next = await scope.ServiceProvider.GetRequiredService<IDueTimers>().NextDueAsync(cancellationToken);
        return next <= untilAt ? next : null;
    }

    /// <summary>Fires what is due now.</summary>
    /// <returns>How many fired.</returns>
    public async Task<int> FireDueAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<StoredTimer> due;
            await using (var scope = scopes.CreateAsyncScope())
            {
                due = await scope.ServiceProvider.GetRequiredService<ITimers>().TakeDueAsync(clock.UtcNow(), BatchSize, cancellationToken);
            }

            var fired = 0;
            var since = Stopwatch.GetTimestamp();
            for (var i = 0; i < due.Count; i++)
            {
                if (Stopwatch.GetElapsedTime(since) > LeaseTimes.Work)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<ISignalBacklog>()
                        .ReleaseAsync([], [.. due.Skip(i).Select(t => t.BookmarkId)], cancellationToken);
                    break;
                }

                fired += await FireAsync(due[i], cancellationToken) ? 1 : 0;
            }

            return fired;
        }
        finally
        {
            _one.Release();
        }
    }

    protected override async Task<bool> WorkAsync(CancellationToken stopping)
    {
        if (!settings.Has(NodeRoles.Timers))
        {
            return false;
        }

        var fired = await FireDueAsync(stopping);
        await purge.WhenDueAsync(stopping);
        return fired > 0;
    }

    private async Task<bool> FireAsync(StoredTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            var operation = OperationRequest.System(
                ids.New(), Action, await reads.SiteOfInstanceAsync(Guid.Parse(timer.InstanceId), cancellationToken)) with
            { Body = timer };
            await runner.RunAsync(operation, async (scope, token) =>
            {
                scope.GetRequiredService<ITimers>().StageCancel(timer.InstanceId, [timer.BookmarkId]);
                await delivery.MoveAsync(
                    scope, new StimulusTarget(timer.InstanceId, null, new BurstStimulus.TimerDue(timer.BookmarkId)), token);
                return true;
            }, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _log.LogError(
                "Timer {Bookmark} of instance {Instance} could not be fired: {Failure}", timer.BookmarkId, timer.InstanceId,
                Hosting.FailureText.Trace(e));
            return false;
        }
    }
}
