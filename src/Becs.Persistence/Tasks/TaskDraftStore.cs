using System.Text;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Commit;
using Becs.Persistence.Keys;
using Becs.Persistence.Personal;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Tasks;

internal sealed class TaskDraftStore(
    BecsDbContext db, PersonKeys personKeys, KeyRing ring, ICurrentOperation current, CommitStatements statements)
    : ITaskDrafts
{
    public async Task<SavedDraft?> FindAsync(Guid taskId, Guid userId, CancellationToken cancellationToken = default)
    {
        if (await db.Set<TaskDraftRow>().AsNoTracking().SingleOrDefaultAsync(d => d.TaskId == taskId && d.UserId == userId, cancellationToken)
            is not { } row)
        {
            return null;
        }

        var key = row.PersonKind is { } kind
            ? await personKeys.FindAsync(new PersonRef(kind, row.PersonId!.Value), cancellationToken)
            : ring.Get(KeyPurpose.SealSubmissions, row.KeyId);
        return key is null ? null : new SavedDraft(Encoding.UTF8.GetString(Seal.Open(key, row.Sealed, Context(taskId, userId))), row.SavedAt);
    }

    public async Task<bool> PutAsync(Guid taskId, PersonRef? about, string body, CancellationToken cancellationToken = default)
    {
        var (userId, nowAt) = (current.Context.UserId, current.Context.NowAt);
        var keyId = ring.CurrentId(KeyPurpose.SealSubmissions);
        var key = about is { } someone
            ? await personKeys.FindOrCreateAsync(someone, cancellationToken)
            : ring.Get(KeyPurpose.SealSubmissions, keyId);
        var closed = Seal.Close(key, Encoding.UTF8.GetBytes(body), Context(taskId, userId));
        if (await db.Set<TaskDraftRow>().FindAsync([taskId, userId], cancellationToken) is { } row)
        {
            (row.KeyId, row.Sealed, row.SavedAt) = (keyId, closed, nowAt);
            return true;
        }

        db.Add(new TaskDraftRow
        {
            TaskId = taskId,
            UserId = userId,
            PersonKind = about?.Kind,
            PersonId = about?.Id,
            KeyId = keyId,
            Sealed = closed,
            SavedAt = nowAt,
        });
        return false;
    }

    public async Task RemoveAsync(Guid taskId, CancellationToken cancellationToken = default)
    {
        if (db.IsPostgres && !db.Set<TaskDraftRow>().Local.Any(d => d.TaskId == taskId))
        {
            statements.Stage("DELETE FROM task_drafts WHERE task_id = $1", taskId);
            return;
        }

        db.RemoveRange(await db.Set<TaskDraftRow>().Where(d => d.TaskId == taskId).ToListAsync(cancellationToken));
    }

    private static byte[] Context(Guid taskId, Guid userId) => new CanonicalBytes().Add("draft/1").Add(taskId).Add(userId).ToArray();
}
