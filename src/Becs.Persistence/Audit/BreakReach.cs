using Becs.Domain.Audit;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Persistence.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Audit;

/// <summary>
/// Says which records depend on a broken place: those its commit or stretch of the trail names, those of the cases it belongs to, and those whose
/// events were raised in that time. Where nothing names anything, all records depend on it.
/// </summary>
public sealed class BreakReach
{
    private readonly BecsDbContext _db;

    internal BreakReach(BecsDbContext db) => _db = db;

    public async Task<BrokenPlace> OfAsync(AuditFinding finding, CancellationToken cancellationToken = default) => new(
        finding.Kind.ToString(), finding.Place, finding.Detail,
        finding.Kind is AuditBreak.RecordChanged or AuditBreak.RecordMissing or AuditBreak.RecordOld or AuditBreak.RecordUntold
            ? await OfRecordAsync(finding.Place, cancellationToken)
            : await RecordsAsync(finding.Span, cancellationToken));

    // What the trail says a signature or decision was about. Packages refuse to load and accounts, changes and incidents are no blood: of those
    // quality is told, and nothing is held back.
    private async Task<IReadOnlyCollection<SubjectRef>?> OfRecordAsync(string place, CancellationToken cancellationToken)
    {
        var (table, text) = (place.Split(' ')[0], place.Split(' ')[^1]);
        if (table is not ("signatures" or "gate_decisions"))
        {
            return [];
        }

        if (!Guid.TryParse(text, out var id))
        {
            return null;
        }

        var ending = " " + id.ToString("D");
        var rows = _db.Set<AuditRow>().AsNoTracking();
        var naming = await (table == "signatures"
            ? rows.Where(a => a.SignatureId == id)
            : rows.Where(a => a.What.StartsWith("gate.") && a.New != null && a.New.EndsWith(ending))).ToListAsync(cancellationToken);
        var records = naming.Where(r => r.SubjectKind != SubjectKinds.System).Select(r => new SubjectRef(r.SubjectKind, r.SubjectId)).ToHashSet();
        records.UnionWith(await OfCasesAsync([.. naming.Select(r => r.InstanceId).OfType<Guid>().Distinct()], cancellationToken));
        return naming.Count == 0 ? null : records;
    }

    private async Task<IReadOnlyCollection<SubjectRef>?> RecordsAsync(AuditSpan? span, CancellationToken cancellationToken)
    {
        if (span is null)
        {
            return null;
        }

        var scan = new AuditScan(_db);
        var rows = (await scan.RowsAsync(span.From, span.Upto, cancellationToken)).Select(r => r.Row).OfType<AuditRow>()
            .Where(r => span.Commit is null || r.CommitId == span.Commit).ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var records = rows.Where(r => r.SubjectKind != SubjectKinds.System).Select(r => new SubjectRef(r.SubjectKind, r.SubjectId)).ToHashSet();
        records.UnionWith(await OfCasesAsync([.. rows.Select(r => r.InstanceId).OfType<Guid>().Distinct()], cancellationToken));
        var (first, last) = (rows.Min(r => r.RecordedAt), rows.Max(r => r.RecordedAt));
        var events = await _db.Set<OutboxRow>().AsNoTracking().Where(o => o.RecordedAt >= first && o.RecordedAt <= last)
            .Select(o => new { o.SubjectKind, o.SubjectId }).Distinct().ToListAsync(cancellationToken);
        records.UnionWith(events.Select(e => new SubjectRef(e.SubjectKind, e.SubjectId)));
        return records;
    }

    private async Task<IEnumerable<SubjectRef>> OfCasesAsync(List<Guid> instances, CancellationToken cancellationToken)
    {
        var found = new HashSet<SubjectRef>();
        foreach (var some in instances.Chunk(500))
        {
            var about = await _db.Set<WorkTask>().AsNoTracking()
                .Where(t => t.InstanceId != null && some.Contains(t.InstanceId.Value) && t.SubjectId != null)
                .Select(t => new { t.SubjectKind, t.SubjectId }).Distinct().ToListAsync(cancellationToken);
            found.UnionWith(about.Select(a => new SubjectRef(a.SubjectKind!, a.SubjectId!.Value)));
            found.UnionWith(some.Select(i => new SubjectRef(SubjectKinds.Instance, i)));
        }

        return found;
    }
}
