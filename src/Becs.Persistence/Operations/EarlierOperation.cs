using Becs.Domain.Shared;

namespace Becs.Persistence.Operations;

/// <summary>An operation that committed before under the same id.</summary>
/// <param name="UserId">Who asked then.</param>
/// <param name="RequestHash">What was asked then.</param>
/// <param name="Recorded">What was answered.</param>
public sealed record EarlierOperation(Guid UserId, string RequestHash, RecordedOperation Recorded)
{
    /// <summary>The answer, for the same question by the same person.</summary>
    /// <exception cref="ConflictException">
    /// <c>OP-410</c>: it was received, failed, and was given up since: repeating it late must not apply it after all.
    /// <c>OP-409</c>: the id was used by another person or for another request.
    /// </exception>
    public RecordedOperation AnswerTo(Guid userId, string requestHash)
    {
        if (Recorded.Status == RecordedOperation.Withdrawn)
        {
            throw new ConflictException("OP-410",
                $"Operation {Recorded.OperationId} could not be applied and was withdrawn. If it is still to be done, submit it anew.");
        }

        return UserId == userId && RequestHash == requestHash
            ? Recorded
            : throw new ConflictException("OP-409",
                $"Operation {Recorded.OperationId} was already used for another request. A new request needs a new operation id.");
    }
}
