using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.Operations;

namespace Becs.Server.Hosting.Clocks;

/// <param name="Mode">Always virtual: the machine's clock cannot be moved.</param>
/// <param name="NowAt">The time after the move (UTC).</param>
/// <param name="TimersFired">Timers that fell due on the way.</param>
/// <param name="Settled">True when nothing is left to do at this time; false when the limit of waiting was reached first.</param>
public sealed record ClockMoved(ClockMode Mode, DateTime NowAt, int TimersFired, bool Settled);

/// <summary>
/// Moves the virtual clock. It stops at every timer that falls due on the way, so that what a timer starts sees the time it was due at, and
/// returns when all that followed has been done.
/// </summary>
public sealed class ClockMover(BecsSettings settings, OperationRunner runner, TimerLoop timers, StimulusPump pump, IServiceProvider services)
{
    /// <summary>Timers one move may fire; a move that meets more says it has not settled, and can be repeated.</summary>
    private const int MaxTimers = 100_000;

    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<ClockMoved> MoveAsync(OperationRequest operation, MoveClockRequest request, CancellationToken cancellationToken)
    {
        if (settings.ClockMode != ClockMode.Virtual)
        {
            throw new ConflictException("CLK-409", "The clock is the machine's and cannot be moved. Becs__Clock__Mode=Virtual makes a virtual one.");
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return await MoveAsync(services.GetRequiredService<VirtualClock>(), operation, request, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ClockMoved> MoveAsync(
        VirtualClock clock, OperationRequest operation, MoveClockRequest request, CancellationToken cancellationToken)
    {
        var target = request.Set?.UtcDateTime ?? clock.UtcNow().AddSeconds(request.AdvanceSeconds ?? 0);

        // A repeated call goes on to where the first one was going, never further.
        var moving = await runner.RunAsync(operation with { Permission = Permissions.SystemOperate }, (scope, _) =>
        {
            if (target < clock.UtcNow())
            {
                throw new InputException("CLK-001", "set", $"The clock stands at {clock.UtcNow():O} and only moves forward.");
            }

            scope.GetRequiredService<IAuditTrail>()
                .Record(new SubjectRef(SubjectKinds.System, Guid.Empty), "clock.moved", $"{clock.UtcNow():O}", $"{target:O}");
            return Task.FromResult(target);
        }, cancellationToken);
        target = moving.Replayed ? moving.Value : target;

        var fired = 0;
        var settled = await pump.DrainAsync(cancellationToken);
        while (fired < MaxTimers && await timers.NextDueAsync(target, cancellationToken) is { } dueAt)
        {
            clock.MoveTo(dueAt > clock.UtcNow() ? dueAt : clock.UtcNow());
            var now = await timers.FireDueAsync(cancellationToken);
            settled = await pump.DrainAsync(cancellationToken);
            fired += now;
            if (now == 0)
            {
                break;
            }
        }

        clock.MoveTo(target > clock.UtcNow() ? target : clock.UtcNow());
        settled = settled && await pump.DrainAsync(cancellationToken);
        return new ClockMoved(ClockMode.Virtual, clock.UtcNow(), fired, settled && !await IsOpenAsync(clock.UtcNow(), cancellationToken));
    }

    /// <summary>Another node, or one that died a moment ago, may still have something in hand.</summary>
    private async Task<bool> IsOpenAsync(DateTime nowAt, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISignalBacklog>().HasOpenAsync(nowAt, cancellationToken);
    }
}
