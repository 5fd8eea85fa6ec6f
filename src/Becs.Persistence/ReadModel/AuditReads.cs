using System.Runtime.CompilerServices;
using Becs.Domain.Signatures;
using Becs.Persistence.Audit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class AuditReads(ReadDatabase database) : IAuditReads
{
    private const int LimitMost = 500;

    public async Task<IReadOnlyList<AuditRow>> PageAsync(
        AuditFilter filter, Guid? before = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var rows = AuditRows.Of(db, filter);
        if (before is { } id)
        {
            if (await AtAsync(db, id, cancellationToken) is not { } at)
            {
                return [];
            }

            // The first condition is implied by the second; it is what an index can begin at.
            rows = rows.Where(r => r.RecordedAt <= at && (r.RecordedAt < at || r.Id < id));
        }

        return await rows.OrderByDescending(r => r.RecordedAt).ThenByDescending(r => r.Id).Take(Math.Clamp(limit, 1, LimitMost))
            .ToListAsync(cancellationToken);
    }

    public async IAsyncEnumerable<AuditRow> StreamAsync(
        AuditFilter filter, Guid? after, int limit, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        if (await AfterAsync(db, filter, after, cancellationToken) is not { } rows)
        {
            yield break;
        }

        await foreach (var row in rows.Take(limit).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    public async Task<Guid?> LastOfPartAsync(AuditFilter filter, Guid? after, int rows, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        if (await AfterAsync(db, filter, after, cancellationToken) is not { } ordered)
        {
            return null;
        }

        var ends = await ordered.Select(r => r.Id).Skip(rows - 1).Take(2).ToListAsync(cancellationToken);
        return ends.Count == 2 ? ends[0] : null;
    }

    public async Task<int> CountAsync(AuditFilter filter, int most, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await AuditRows.Of(db, filter).Select(r => r.Id).Take(most).CountAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, Signature>> SignaturesAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<Signature>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
    }

    private static async Task<IQueryable<AuditRow>?> AfterAsync(
        BecsDbContext db, AuditFilter filter, Guid? after, CancellationToken cancellationToken)
    {
        var rows = AuditRows.Of(db, filter);
        if (after is { } id)
        {
            if (await AtAsync(db, id, cancellationToken) is not { } at)
            {
                return null;
            }

            rows = rows.Where(r => r.RecordedAt >= at && (r.RecordedAt > at || r.Id > id));
        }

        return rows.OrderBy(r => r.RecordedAt).ThenBy(r => r.Id);
    }

    private static Task<DateTime?> AtAsync(BecsDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Set<AuditRow>().Where(r => r.Id == id).Select(r => (DateTime?)r.RecordedAt).SingleOrDefaultAsync(cancellationToken);
}
