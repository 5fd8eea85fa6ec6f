using System.Globalization;
using Becs.Domain.Accounts;
using Becs.Domain.Gates;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;
using Becs.Persistence.Audit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>What pages of the past read for cases and bags alike: tasks, decisions and refusals up to a moment.</summary>
internal static class PastFacts
{
    /// <summary>Most decisions and refusals shown; the trail has all.</summary>
    public const int Most = 500;

    public static PastTask Of(WorkTask t, DateTime at)
    {
        var isClosed = t.ClosedAt <= at;
        return new PastTask(
            t.Id.Value, t.TitleKey, t.ActivityId, t.InstanceId, t.SubjectKind, t.SubjectId, t.SiteId.Value, t.CreatedAt, t.DueAt, isClosed ? t.ClosedAt : null,
            isClosed ? t.Outcome ?? t.CancelReasonCode : null, isClosed ? t.CompletedById : null, t.CandidatePermission, t.CandidateRoles, t.ExcludedUserIds,
            t.SignatureMeanings, t.AssignedToId);
    }

    public static async Task<IReadOnlyList<PastDecision>> OfAsync(BecsDbContext db, IQueryable<GateDecision> decisions, DateTime at, CancellationToken cancellationToken)
    {
        var found = await decisions.Where(d => d.DecidedAt <= at).OrderByDescending(d => d.DecidedAt).ThenByDescending(d => d.Id).Take(Most)
            .Select(d => new
            {
                Decision = d,
                By = db.Set<Account>().Where(a => a.Id == d.DecidedById).Select(a => a.UserName).FirstOrDefault(),
                SignedBy = db.Set<Signature>().Where(s => s.Id == d.SignatureId).Select(s => s.PrintedName).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return [.. found.Select(f => f.Decision).Select((d, i) => new PastDecision(
            d.Id, d.Gate.ToString(), d.SubjectKind, d.SubjectId, d.Verdict.ToString(), d.DecidedAt, d.DecidedById, found[i].By, found[i].SignedBy, d.InstanceId,
            d.PackageHash, d.Evidence))];
    }

    /// <summary>Refusals since a time that name one of these records.</summary>
    public static async Task<IReadOnlyList<PastRefusal>> RefusalsAsync(
        BecsDbContext db, IReadOnlyCollection<Guid> records, DateTime from, DateTime at, CancellationToken cancellationToken)
    {
        var wanted = records.Select(r => r.ToString("D", CultureInfo.InvariantCulture)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = new List<PastRefusal>();
        var rows = db.Set<AuditRow>().Where(r => r.What == "operation.refused" && r.RecordedAt >= from && r.RecordedAt <= at)
            .OrderByDescending(r => r.RecordedAt).Select(r => new { r.Id, r.RecordedAt, r.UserName, r.Action, r.InstanceId, r.New });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if ((row.InstanceId is { } instance && records.Contains(instance)) || (row.New is { } told && wanted.Any(w => told.Contains(w, StringComparison.OrdinalIgnoreCase))))
            {
                found.Add(new PastRefusal(row.Id, row.RecordedAt, row.UserName, row.Action, row.New));
            }

            if (found.Count == Most)
            {
                break;
            }
        }

        return found;
    }
}
