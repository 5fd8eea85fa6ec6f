using System.Collections.Concurrent;
using System.Data;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Outbox;

/// <summary>
/// The relay's side of the outbox: hands events to a callback, each subject in sequence, different subjects at the same time. On PostgreSQL
/// several relays share the work by advisory locks on subjects, so that two never publish for the same one; SQLite has one relay.
/// </summary>
public sealed class OutboxReader
{
    /// <summary>After so many failures an event is set aside.</summary>
    public const int MostAttempts = 10;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);
    private readonly BecsDbContext _db;
    private readonly PersistenceOptions _options;
    private readonly SqliteWriteGate _gate;
    private readonly IFailPoints _fail;

    internal OutboxReader(BecsDbContext db, PersistenceOptions options, SqliteWriteGate gate, IFailPoints fail) =>
        (_db, _options, _gate, _fail) = (db, options, gate, fail);

    /// <summary>Publishes up to <paramref name="max"/> events. Use a fresh scope for each call.</summary>
    /// <param name="max">Events at most.</param>
    /// <param name="publish">
    /// Publishes one event; give it a time limit. Throws <see cref="BusUnavailableException"/> when the bus is away; any other exception
    /// counts against the event. Called for different subjects at the same time.
    /// </param>
    /// <param name="cancellationToken">Ends the pass; what was published by then is still removed.</param>
    public async Task<OutboxPass> TakeBatchAsync(
        int max, Func<OutboxMessage, CancellationToken, Task> publish, CancellationToken cancellationToken = default)
    {
        if (!_db.IsPostgres)
        {
            var rows = await ReadAsync(await SubjectsAsync(max, cancellationToken), max, cancellationToken);
            _fail.Hit(RelaySteps.Taken);
            var result = await PublishAsync(rows, publish, cancellationToken);
            using (await _gate.EnterAsync(CancellationToken.None))
            {
                await using var write = await _db.Database.BeginTransactionAsync(IsolationLevel.Serializable, CancellationToken.None);
                await RecordAsync(result);
                await write.CommitAsync(CancellationToken.None);
            }

            return result.Summary;
        }

        // The locks are taken in one statement and the rows read in the next: it sees what the former holder of a lock committed.
        await using var transaction = await _db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await _db.Database.ExecuteSqlAsync($"SET LOCAL idle_in_transaction_session_timeout = 30000", cancellationToken);
        var locked = await LockSubjectsAsync(max, cancellationToken);
        var taken = await ReadAsync(locked, max, cancellationToken);
        _fail.Hit(RelaySteps.Taken);
        var outcome = await PublishAsync(taken, publish, cancellationToken);
        await RecordAsync(outcome);
        await transaction.CommitAsync(CancellationToken.None);
        return outcome.Summary;
    }

    /// <summary>Events set aside, oldest first, with the reason.</summary>
    public async Task<IReadOnlyList<(OutboxMessage Message, string Reason)>> ListSetAsideAsync(
        int limit, CancellationToken cancellationToken = default)
    {
        var rows = await _db.Set<OutboxRow>().AsNoTracking().Where(o => o.SetAsideReason != null)
            .OrderBy(o => o.Id).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(r => (OutboxMessage.Of(r), r.SetAsideReason!))];
    }

    /// <summary>Gives an event that was set aside another round of attempts.</summary>
    public Task RetryAsync(Guid id, CancellationToken cancellationToken = default) =>
        _db.Set<OutboxRow>().Where(o => o.Id == id && o.SetAsideReason != null).ExecuteUpdateAsync(
            u => u.SetProperty(o => o.SetAsideReason, (string?)null).SetProperty(o => o.Attempts, 0)
                .SetProperty(o => o.DueAt, (DateTime?)null),
            cancellationToken);

    private DateTime Now => _options.MachineClock.UtcNow();

    private IQueryable<OutboxRow> Due(DateTime now)
    {
        var outbox = _db.Set<OutboxRow>().AsNoTracking();

        // A clock that was set back would make events wait by as much: none waits longer than the longest delay.
        var farAt = now + LongestDelay;
        return outbox.Where(o => o.SetAsideReason == null && (o.DueAt == null || o.DueAt <= now || o.DueAt > farAt)
            && !outbox.Any(e => e.SubjectKind == o.SubjectKind && e.SubjectId == o.SubjectId && e.Sequence < o.Sequence
                && e.SetAsideReason == null && e.DueAt > now && e.DueAt <= farAt));
    }

    private async Task<HashSet<SubjectRef>> SubjectsAsync(int max, CancellationToken cancellationToken)
    {
        var first = await Due(Now).OrderBy(o => o.Id).Take(max).Select(o => new { o.SubjectKind, o.SubjectId })
            .ToListAsync(cancellationToken);
        return [.. first.Select(s => new SubjectRef(s.SubjectKind, s.SubjectId))];
    }

    private async Task<HashSet<SubjectRef>> LockSubjectsAsync(int max, CancellationToken cancellationToken)
    {
        var wanted = await SubjectsAsync(max, cancellationToken);
        var kinds = wanted.Select(s => s.Kind).ToArray();
        var ids = wanted.Select(s => s.Id).ToArray();
        var locked = await _db.Database.SqlQuery<LockedSubject>($"""
            SELECT kind, id FROM unnest({kinds}, {ids}) AS wanted (kind, id)
            WHERE pg_try_advisory_xact_lock(hashtextextended(kind || id::text, 1))
            """).ToListAsync(cancellationToken);
        return [.. locked.Select(s => new SubjectRef(s.Kind, s.Id))];
    }

    private async Task<List<OutboxRow>> ReadAsync(HashSet<SubjectRef> subjects, int max, CancellationToken cancellationToken)
    {
        if (subjects.Count == 0)
        {
            return [];
        }

        var ids = subjects.Select(s => s.Id).ToArray();
        var rows = await _db.Set<OutboxRow>().AsNoTracking()
            .Where(o => o.SetAsideReason == null && ids.Contains(o.SubjectId))
            .OrderBy(o => o.SubjectKind).ThenBy(o => o.SubjectId).ThenBy(o => o.Sequence)
            .Take(max).ToListAsync(cancellationToken);
        return [.. rows.Where(r => subjects.Contains(new SubjectRef(r.SubjectKind, r.SubjectId)))];
    }

    private async Task<Outcome> PublishAsync(
        List<OutboxRow> rows, Func<OutboxMessage, CancellationToken, Task> publish, CancellationToken cancellationToken)
    {
        var outcome = new Outcome();
        var now = Now;
        await Task.WhenAll(rows.GroupBy(r => (r.SubjectKind, r.SubjectId)).Select(async subject =>
        {
            foreach (var row in subject.OrderBy(r => r.Sequence).TakeWhile(r => r.DueAt is null || r.DueAt <= now || r.DueAt > now + LongestDelay))
            {
                if (cancellationToken.IsCancellationRequested || outcome.BusUnavailable)
                {
                    return;
                }

                try
                {
                    _fail.Hit(RelaySteps.Publishing);
                    await publish(OutboxMessage.Of(row), cancellationToken);
                    outcome.Published.Add(row.Id);
                    _fail.Hit(RelaySteps.Published);
                }
                catch (BusUnavailableException)
                {
                    outcome.BusUnavailable = true;
                    return;
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception)
                {
                    outcome.Failed.Add((row, $"{exception.GetType().Name}: {exception.Message}"));
                    if (row.Attempts + 1 < MostAttempts)
                    {
                        return;
                    }
                }
            }
        }));
        return outcome;
    }

    // Never cancelled: what is on the bus must not stay in the table.
    private async Task RecordAsync(Outcome outcome)
    {
        _fail.Hit(RelaySteps.MarkingSent);
        var published = outcome.Published.ToArray();
        if (published.Length > 0)
        {
            await _db.Set<OutboxRow>().Where(o => published.Contains(o.Id)).ExecuteDeleteAsync(CancellationToken.None);
        }

        foreach (var (row, reason) in outcome.Failed)
        {
            var attempts = row.Attempts + 1;
            var delay = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, row.Attempts), LongestDelay.TotalSeconds));
            var setAside = attempts >= MostAttempts ? reason : null;
            await _db.Set<OutboxRow>().Where(o => o.Id == row.Id).ExecuteUpdateAsync(
                u => u.SetProperty(o => o.Attempts, attempts).SetProperty(o => o.DueAt, Now + delay)
                    .SetProperty(o => o.SetAsideReason, setAside),
                CancellationToken.None);
        }
    }

    private sealed record LockedSubject(string Kind, Guid Id);

    private sealed class Outcome
    {
        private volatile bool _busUnavailable;

        public ConcurrentBag<Guid> Published { get; } = [];

        public ConcurrentBag<(OutboxRow Row, string Reason)> Failed { get; } = [];

        public bool BusUnavailable
        {
            get => _busUnavailable;
            set => _busUnavailable = value;
        }

        public OutboxPass Summary
        {
            get
            {
                var setAside = Failed.Count(f => f.Row.Attempts + 1 >= MostAttempts);
                return new OutboxPass(Published.Count, Failed.Count - setAside, setAside, BusUnavailable);
            }
        }
    }
}
