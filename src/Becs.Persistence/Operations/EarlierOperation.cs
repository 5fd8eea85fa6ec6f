using Becs.Domain.Shared;

namespace Becs.Persistence.Operations;

/// <summary>An operation that committed before under the same id.</summary>
/// <param name="UserId">Who asked then.</param>
/// <param name="RequestHash">What was asked then.</param>
/// <param name="Recorded">What was answered.</param>
public sealed record EarlierOperation(Guid UserId, string RequestHash, RecordedOperation Recorded)
{
    /// <summary>The answer, for the same question by the same person.</summary>
    /// <exception cref="ConflictException"><c>OP-409</c>: the id was used by another person or for another request.</exception>
    public RecordedOperation AnswerTo(Guid userId, string requestHash) => UserId == userId && RequestHash == requestHash
        ? Recorded
        : throw new ConflictException("OP-409",
            $"Operation {Recorded.OperationId} was already used for another request. A new request needs a new operation id.");
}
