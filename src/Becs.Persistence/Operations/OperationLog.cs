using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Operations;

internal sealed class OperationLog(BecsDbContext db) : IOperationLog
{
    public async Task<RecordedOperation?> FindAsync(
        Guid operationId, Guid userId, string requestHash, CancellationToken cancellationToken = default)
    {
        var row = await db.Set<OperationRow>().AsNoTracking()
            .SingleOrDefaultAsync(o => o.OperationId == operationId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        if (row.UserId != userId || row.RequestHash != requestHash)
        {
            throw new ConflictException("OP-409",
                $"Operation {operationId} was already used for another request. A new request needs a new operation id.");
        }

        return new RecordedOperation(row.OperationId, row.Action, row.Status, row.ResponseJson, row.RecordedAt);
    }
}
