using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Operations;

internal sealed class OperationLog(BecsDbContext db) : IOperationLog
{
    public async Task<RecordedOperation?> FindAsync(
        Guid operationId, Guid userId, string requestHash, CancellationToken cancellationToken = default) =>
        (await EarlierAsync(db, operationId, cancellationToken))?.AnswerTo(userId, requestHash);

    public Task<bool> IsRecordedAsync(Guid operationId, CancellationToken cancellationToken = default) =>
        db.Set<OperationRow>().AnyAsync(
            o => o.OperationId == operationId && o.Status != RecordedOperation.Withdrawn, cancellationToken);

    public static async Task<EarlierOperation?> EarlierAsync(BecsDbContext db, Guid operationId, CancellationToken cancellationToken) =>
        await db.Set<OperationRow>().AsNoTracking().SingleOrDefaultAsync(o => o.OperationId == operationId, cancellationToken) is { } row
            ? new EarlierOperation(
                row.UserId, row.RequestHash, new RecordedOperation(row.OperationId, row.Action, row.Status, row.ResponseJson, row.RecordedAt))
            : null;
}
