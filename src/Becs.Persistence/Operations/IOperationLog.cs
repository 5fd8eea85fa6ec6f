namespace Becs.Persistence.Operations;

/// <summary>Asks whether an operation committed before, so that a retry returns the first answer instead of doing it twice.</summary>
public interface IOperationLog
{
    /// <returns>What was answered then; null when the operation never committed.</returns>
    /// <exception cref="Becs.Domain.Shared.ConflictException"><c>OP-409</c>: the id was used by another person or for another request.</exception>
    Task<RecordedOperation?> FindAsync(
        Guid operationId, Guid userId, string requestHash, CancellationToken cancellationToken = default);

    /// <summary>Whether it was applied, whoever asked for whatever.</summary>
    Task<bool> IsRecordedAsync(Guid operationId, CancellationToken cancellationToken = default);
}

/// <param name="OperationId">Id the caller chose.</param>
/// <param name="Action">What was done.</param>
/// <param name="Status">Outcome, such as <c>done</c>.</param>
/// <param name="ResponseJson">The answer as first given.</param>
/// <param name="RecordedAt">When it committed (UTC).</param>
public sealed record RecordedOperation(
    Guid OperationId, string Action, string Status, string? ResponseJson, DateTime RecordedAt)
{
    /// <summary>Status of an operation that was received, failed and given up: it will never be applied.</summary>
    public const string Withdrawn = "withdrawn";
}
