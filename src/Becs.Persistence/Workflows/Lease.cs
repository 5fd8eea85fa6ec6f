using System.Data;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

/// <summary>
/// Takes rows in hand for a few seconds, so that no other node works on them: marked in a short transaction of its own (SKIP LOCKED on
/// PostgreSQL), deleted by the commit of the burst they cause. A node that dies loses its hold with those seconds. Two bursts for one row
/// cannot both commit: the second finds nothing to delete. A clock that was set back leaves no hold behind: one that would end later than
/// any hold could is none.
/// </summary>
internal sealed class Lease(BecsDbContext db, PersistenceOptions options, SqliteWriteGate gate)
{
    public async Task<List<T>> TakeAsync<T>(
        string table, string key, string condition, string order, TimeSpan hold, DateTime? dueAt, int limit, CancellationToken cancellationToken)
        where T : class
    {
        using var entered = db.IsPostgres ? null : await gate.EnterAsync(cancellationToken);
        var level = db.IsPostgres ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable;
        await using var transaction = await db.Database.BeginTransactionAsync(level, cancellationToken);
        var now = options.MachineClock.UtcNow();
        var lockRows = db.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "";

        // Table, key and conditions are constants of this project; every value is a parameter.
        var sql = $$"""
            UPDATE {{table}} SET taken_until_at = {0} WHERE {{key}} IN (
              SELECT {{key}} FROM {{table}}
              WHERE (taken_until_at IS NULL OR taken_until_at <= {1} OR taken_until_at > {4}) AND {{condition}}
              ORDER BY {{order}} LIMIT {2} {{lockRows}})
            RETURNING *
            """;
        var taken = await db.Set<T>()
            .FromSqlRaw(sql, Stored(now + hold), Stored(now), limit, dueAt is { } due ? Stored(due) : 0, Stored(now + (2 * hold)))
            .AsNoTracking().ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return taken;
    }

    /// <summary>
    /// Lets go of what a former process of this node had in hand when it died. For the embedded database, which has one node: nobody else
    /// can be working on these rows.
    /// </summary>
    public async Task ReleaseAllAsync(CancellationToken cancellationToken)
    {
        if (db.IsPostgres)
        {
            throw new InvalidOperationException("Other nodes may hold rows of a shared database; their hold ends by itself.");
        }

        using var entered = await gate.EnterAsync(cancellationToken);
        await db.Set<StimulusRow>().Where(s => s.TakenUntilAt != null)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.TakenUntilAt, (DateTime?)null), cancellationToken);
        await db.Set<TimerRow>().Where(t => t.TakenUntilAt != null)
            .ExecuteUpdateAsync(u => u.SetProperty(t => t.TakenUntilAt, (DateTime?)null), cancellationToken);
    }

    public async Task ReleaseAsync(Guid[] signals, string[] timers, CancellationToken cancellationToken)
    {
        using var entered = db.IsPostgres ? null : await gate.EnterAsync(cancellationToken);
        if (signals.Length > 0)
        {
            await db.Set<StimulusRow>().Where(s => signals.Contains(s.Id))
                .ExecuteUpdateAsync(u => u.SetProperty(s => s.TakenUntilAt, (DateTime?)null), cancellationToken);
        }

        if (timers.Length > 0)
        {
            await db.Set<TimerRow>().Where(t => timers.Contains(t.BookmarkId))
                .ExecuteUpdateAsync(u => u.SetProperty(t => t.TakenUntilAt, (DateTime?)null), cancellationToken);
        }
    }

    private object Stored(DateTime value) => db.IsPostgres ? value : Mapping.UtcMicroseconds.ToStored(value);
}
