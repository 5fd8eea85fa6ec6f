using Becs.Domain.Shared;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Audit;

/// <summary>Turns the entries of one commit into rows: who, when, where, why, counted and authenticated.</summary>
internal sealed class AuditStamp(PersistenceOptions options, KeyRing keys, IIdGenerator ids)
{
    /// <summary>
    /// The first row is the commit's own (action and outcome), so that no commit goes unrecorded; the last tell what became of rows with a code.
    /// </summary>
    public IEnumerable<AuditRow> Rows(
        OperationContext operation, string outcome, IReadOnlyList<AuditEntry> entries, IReadOnlyList<RowTelling> written, long transactionNumber)
    {
        var own = new AuditEntry(new SubjectRef(SubjectKinds.System, operation.OperationId), operation.Action, null, outcome);
        var commitId = ids.New();
        var keyId = keys.CurrentId(KeyPurpose.AuditMac);
        var all = entries.Prepend(own).ToList();
        all.AddRange(written.Where(w => w.OwnId is not null).Select(w => Tell(w.OwnId!.Value, $"{w}")));
        if (written.Any(w => w.OwnId is null))
        {
            all.Add(Tell(commitId, string.Join('\n', written.Where(w => w.OwnId is null))));
        }

        for (var i = 0; i < all.Count; i++)
        {
            var row = new AuditRow
            {
                Id = ids.New(),
                RecordedAt = operation.NowAt,
                SiteId = operation.SiteId.Value,
                SiteTimeZone = operation.SiteTimeZone.Id,
                ClockMode = options.ClockMode,
                UserId = operation.UserId,
                UserName = operation.UserName,
                Workstation = operation.Workstation,
                OperationId = operation.OperationId,
                Action = operation.Action,
                InstanceId = operation.InstanceId,
                PackageHash = operation.PackageHash,
                ActivityId = operation.ActivityId,
                SubjectKind = all[i].Subject.Kind,
                SubjectId = all[i].Subject.Id,
                What = all[i].What,
                Old = all[i].Old,
                New = all[i].New,
                Reason = operation.Reason,
                SignatureId = operation.Signature?.Id,
                CommitId = commitId,
                Ordinal = i + 1,
                RowsInCommit = all.Count,
                TransactionNumber = transactionNumber,
                KeyId = keyId,
            };
            row.Mac = AuditMac.Of(row, keys);
            yield return row;
        }
    }

    private static AuditEntry Tell(Guid id, string rows) => new(new SubjectRef(SubjectKinds.System, id), RowTelling.What, null, rows);
}
