using Becs.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Accounts;

internal sealed class TrainingStore(BecsDbContext db) : ITrainingRecords
{
    /// <summary>
    /// As <see cref="ReadGatedAsync"/>, as one column of the caller's row: <c>permission from/until from/until;permission</c>. No trip and no statement more.
    /// </summary>
    internal const string GatedOfAccount =
        """
        (SELECT string_agg(g.permission || coalesce((
            SELECT string_agg(' ' || to_char(r.trained_on, 'YYYY-MM-DD') || '/' || to_char(r.valid_until, 'YYYY-MM-DD'), '') FROM training_records r
            WHERE r.account_id = accounts.id AND r.permission = g.permission AND r.ends_record_id IS NULL
              AND NOT EXISTS (SELECT 1 FROM training_records e WHERE e.ends_record_id = r.id)), ''), ';')
          FROM training_gates g WHERE g.is_gated)
        """;

    public async Task<TrainingRecord?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<TrainingRecord>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);

    public async Task<IReadOnlyList<TrainingRecord>> OfAsync(Guid accountId, CancellationToken cancellationToken = default) =>
        await db.Set<TrainingRecord>().Where(r => r.AccountId == accountId).OrderByDescending(r => r.RecordedAt).ThenByDescending(r => r.Id)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<TrainingRecord>> StandingAsync(int most, CancellationToken cancellationToken = default) =>
        await db.Set<TrainingRecord>().AsNoTracking().Where(r => r.EndsRecordId == null && !db.Set<TrainingRecord>().Any(e => e.EndsRecordId == r.Id))
            .OrderByDescending(r => r.ValidUntil).ThenBy(r => r.Id).Take(most).ToListAsync(cancellationToken);

    public async Task<bool> IsEndedAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<TrainingRecord>().AnyAsync(r => r.EndsRecordId == id, cancellationToken);

    public void Add(TrainingRecord record) => db.Add(record);

    public async Task<IReadOnlyList<TrainingGate>> GatesAsync(CancellationToken cancellationToken = default) =>
        await db.Set<TrainingGate>().OrderBy(g => g.Permission).ToListAsync(cancellationToken);

    public void Add(TrainingGate gate) => db.Add(gate);

    /// <summary>What needs training, and when an account had it.</summary>
    internal static async Task<IReadOnlyList<GatedPermission>> ReadGatedAsync(BecsDbContext db, Guid accountId, CancellationToken cancellationToken)
    {
        var gates = await db.Set<TrainingGate>().AsNoTracking().Where(g => g.IsGated).Select(g => g.Permission).ToListAsync(cancellationToken);
        if (gates.Count == 0)
        {
            return [];
        }

        var records = await db.Set<TrainingRecord>().AsNoTracking().Where(r => r.AccountId == accountId && r.EndsRecordId == null && gates.Contains(r.Permission)
            && !db.Set<TrainingRecord>().Any(e => e.EndsRecordId == r.Id))
            .Select(r => new { r.Permission, r.TrainedOn, r.ValidUntil }).ToListAsync(cancellationToken);
        return [.. gates.Select(g => new GatedPermission(
            g, [.. records.Where(r => r.Permission == g).Select(r => new TrainingPeriod(r.TrainedOn, r.ValidUntil))]))];
    }

    /// <summary>Reads what <see cref="GatedOfAccount"/> gives.</summary>
    internal static IReadOnlyList<GatedPermission> Parse(string? text) => text is null ? [] : [.. text.Split(';').Select(g => g.Split(' ')).Select(g =>
        new GatedPermission(g[0], [.. g.Skip(1).Select(p => new TrainingPeriod(Day(p[..10]), Day(p[11..])))]))];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
