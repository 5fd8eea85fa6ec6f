using System.Collections.Concurrent;
using System.Diagnostics;
using Becs.Domain.Shared;
using Becs.Persistence;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Workflows;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>Fires due timers, the earliest batch first, each as its own operation and commit.</summary>
public sealed class TimerLoop(
    IServiceScopeFactory scopes, OperationRunner runner, StimulusDelivery delivery, IWorkflowReads reads, IIdGenerator ids, TimeProvider clock,
    BecsSettings settings, KeptSignalPurge purge,
    PlatformGate gate, ILogger<TimerLoop> log)
    : Loop(TimeSpan.FromSeconds(1), gate, log)
{
    public const string Action = "timer.fire";

    private const int BatchSize = 100;
    private const int AtOnce = 4;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LetGo _letGo = new(scopes);
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
            await _letGo.TimersAsync(cancellationToken);
            IReadOnlyList<StoredTimer> due;
            await using (var scope = scopes.CreateAsyncScope())
            {
                due = await scope.ServiceProvider.GetRequiredService<ITimers>().TakeDueAsync(clock.UtcNow(), BatchSize, cancellationToken);
            }

            return await FireAsync(due, cancellationToken);
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

    /// <summary>Those of one instance one after the other; on a database that takes several commits at once, several instances at a time.</summary>
    private async Task<int> FireAsync(IReadOnlyList<StoredTimer> due, CancellationToken cancellationToken)
    {
        var (fired, left, since) = (0, new ConcurrentBag<string>(), Stopwatch.GetTimestamp());
        var atOnce = settings.DatabaseProvider == DatabaseProvider.PostgreSql ? AtOnce : 1;
        await Parallel.ForEachAsync(
            due.GroupBy(t => atOnce == 1 ? "" : t.InstanceId),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (ofOne, stopping) =>
            {
                foreach (var timer in ofOne)
                {
                    if (Stopwatch.GetElapsedTime(since) > LeaseTimes.Work)
                    {
                        left.Add(timer.BookmarkId);
                    }
                    else if (await FireAsync(timer, stopping))
                    {
                        Interlocked.Increment(ref fired);
                    }
                }
            });
        if (!left.IsEmpty)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ISignalBacklog>().ReleaseAsync([], left, cancellationToken);
        }

        return fired;
    }

    private async Task<bool> FireAsync(StoredTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            var site = TimedStarts.SiteOf(timer) ?? await reads.SiteOfInstanceAsync(Guid.Parse(timer.InstanceId), cancellationToken);
            var operation = OperationRequest.System(ids.New(), Action, site) with { Body = timer };
            await runner.RunAsync(operation, async (scope, token) =>
            {
                if (TimedStarts.IsStart(timer))
                {
                    await scope.GetRequiredService<TimedStarts>().FireAsync(scope, timer, clock.UtcNow(), token);
                    return true;
                }

                scope.GetRequiredService<ITimers>().StageCancel(timer.InstanceId, [timer.BookmarkId]);
                await delivery.MoveAsync(
                    scope, new StimulusTarget(timer.InstanceId, null, new BurstStimulus.TimerDue(timer.BookmarkId)), token);
                return true;
            }, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _letGo.Remember(timer.BookmarkId, e);
            _log.LogError(
                "Timer {Bookmark} of instance {Instance} could not be fired: {Failure}", timer.BookmarkId, timer.InstanceId,
                Hosting.FailureText.Trace(e));
            return false;
        }
    }
}
