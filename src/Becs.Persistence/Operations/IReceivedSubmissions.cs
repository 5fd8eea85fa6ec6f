using Becs.Domain.Shared;

namespace Becs.Persistence.Operations;

/// <summary>Where a submission stands that could not be applied at once.</summary>
public enum ReceivedStatus
{
    /// <summary>Kept; its burst failed.</summary>
    Received,

    /// <summary>Applied by a retry; the body is gone.</summary>
    Applied,

    /// <summary>Given up with a reason; the body is gone.</summary>
    Withdrawn,
}

/// <param name="OperationId">The operation as submitted; the retry uses the same id.</param>
/// <param name="IncidentId">What failed.</param>
/// <param name="UserId">Who submitted.</param>
/// <param name="UserName">Sign-in name of that person.</param>
/// <param name="SiteId">Where.</param>
/// <param name="Action">What was to be done.</param>
/// <param name="Person">Whom it is about: the body is erased with that person.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReceivedAt">When it came (UTC).</param>
public sealed record ReceivedSubmission(
    Guid OperationId,
    Guid IncidentId,
    Guid UserId,
    string UserName,
    Guid SiteId,
    string Action,
    PersonRef? Person,
    ReceivedStatus Status,
    DateTime ReceivedAt);

/// <summary>Submissions received and not applied. Changes are staged; the unit of work of the scope commits them.</summary>
public interface IReceivedSubmissions
{
    /// <summary>
    /// Stages the current operation's submission in a scope of its own; commit it with <see cref="Commit.UnitOfWork.CommitReceivedAsync"/>.
    /// A second failure of the same operation replaces nothing.
    /// </summary>
    /// <param name="incidentId">What failed.</param>
    /// <param name="person">Whom the submission is about; null when nobody.</param>
    /// <param name="body">The submission as JSON; stored sealed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(Guid incidentId, PersonRef? person, string body, CancellationToken cancellationToken = default);

    Task<ReceivedSubmission?> FindAsync(Guid operationId, CancellationToken cancellationToken = default);

    Task<ReceivedSubmission?> FindByIncidentAsync(Guid incidentId, CancellationToken cancellationToken = default);

    /// <summary>The body as submitted; null when it was applied, withdrawn or its person erased.</summary>
    Task<string?> OpenAsync(Guid operationId, CancellationToken cancellationToken = default);

    /// <summary>Those waiting for a retry, oldest first.</summary>
    Task<IReadOnlyList<ReceivedSubmission>> WaitingAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Stages the end of one: in the commit that applies it, or that gives it up.</summary>
    Task CloseAsync(Guid operationId, ReceivedStatus status, CancellationToken cancellationToken = default);
}
