using System.Text;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Persistence.Personal;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Operations;

internal sealed class ReceivedSubmissions(
    BecsDbContext db, PersonKeys personKeys, KeyRing ring, ICurrentOperation current, IAuditTrail audit) : IReceivedSubmissions
{
    public async Task AddAsync(Guid incidentId, PersonRef? person, string body, CancellationToken cancellationToken = default)
    {
        var operation = current.Context;
        if (await db.Set<ReceivedRow>().AnyAsync(r => r.OperationId == operation.OperationId, cancellationToken))
        {
            return;
        }

        var keyId = ring.CurrentId(KeyPurpose.SealSubmissions);
        var key = person is { } someone
            ? await personKeys.FindOrCreateAsync(someone, cancellationToken)
            : ring.Get(KeyPurpose.SealSubmissions, keyId);
        db.Add(new ReceivedRow
        {
            OperationId = operation.OperationId,
            IncidentId = incidentId,
            UserId = operation.UserId,
            UserName = operation.UserName,
            SiteId = operation.SiteId.Value,
            Action = operation.Action,
            PersonKind = person?.Kind,
            PersonId = person?.Id,
            KeyId = keyId,
            Sealed = Seal.Close(key, Encoding.UTF8.GetBytes(body), Context(operation.OperationId)),
            Status = ReceivedStatus.Received,
            ReceivedAt = operation.NowAt,
        });
        audit.Record(new SubjectRef(SubjectKinds.System, operation.OperationId), "operation.received-not-applied", null, incidentId.ToString());
    }

    public async Task<ReceivedSubmission?> FindAsync(Guid operationId, CancellationToken cancellationToken = default) =>
        Of(await db.Set<ReceivedRow>().AsNoTracking().SingleOrDefaultAsync(r => r.OperationId == operationId, cancellationToken));

    public async Task<ReceivedSubmission?> FindByIncidentAsync(Guid incidentId, CancellationToken cancellationToken = default) =>
        Of(await db.Set<ReceivedRow>().AsNoTracking().FirstOrDefaultAsync(r => r.IncidentId == incidentId, cancellationToken));

    public async Task<string?> OpenAsync(Guid operationId, CancellationToken cancellationToken = default)
    {
        var row = await db.Set<ReceivedRow>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.OperationId == operationId, cancellationToken);
        if (row is null || row.Sealed.Length == 0)
        {
            return null;
        }

        var key = row.PersonKind is null
            ? ring.Get(KeyPurpose.SealSubmissions, row.KeyId)
            : await personKeys.FindAsync(new PersonRef(row.PersonKind, row.PersonId!.Value), cancellationToken);
        return key is null ? null : Encoding.UTF8.GetString(Seal.Open(key, row.Sealed, Context(operationId)));
    }

    public async Task<IReadOnlyList<ReceivedSubmission>> WaitingAsync(int limit, CancellationToken cancellationToken = default)
    {
        var rows = await db.Set<ReceivedRow>().AsNoTracking().Where(r => r.Status == ReceivedStatus.Received)
            .OrderBy(r => r.ReceivedAt).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Of(r)!)];
    }

    public async Task CloseAsync(Guid operationId, ReceivedStatus status, CancellationToken cancellationToken = default)
    {
        var row = await db.Set<ReceivedRow>().SingleAsync(r => r.OperationId == operationId, cancellationToken);
        if (row.Status != ReceivedStatus.Received)
        {
            throw new ConflictException("OP-410", $"Submission {operationId} is {row.Status} already.");
        }

        row.Status = status;
        row.Sealed = [];
        if (status == ReceivedStatus.Withdrawn)
        {
            // Takes the id: a repetition that is on its way, or comes years later, finds it used. Of two at once one fails.
            db.Add(new OperationRow
            {
                OperationId = operationId,
                UserId = row.UserId,
                Action = row.Action,
                RequestHash = "",
                Status = RecordedOperation.Withdrawn,
                RecordedAt = current.Context.NowAt,
                SiteId = row.SiteId,
            });
        }
    }

    private static ReceivedSubmission? Of(ReceivedRow? row) => row is null ? null : new ReceivedSubmission(
        row.OperationId,
        row.IncidentId,
        row.UserId,
        row.UserName,
        row.SiteId,
        row.Action,
        row.PersonKind is null ? null : new PersonRef(row.PersonKind, row.PersonId!.Value),
        row.Status,
        row.ReceivedAt);

    private static byte[] Context(Guid operationId) => new CanonicalBytes().Add("received/1").Add(operationId).ToArray();
}
