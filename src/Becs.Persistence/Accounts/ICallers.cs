using Becs.Domain.Accounts;
using Becs.Domain.Sites;
using Becs.Persistence.Operations;

namespace Becs.Persistence.Accounts;

/// <summary>What every operation asks first: who calls, which sites there are, and whether the operation was answered before.</summary>
public interface ICallers
{
    /// <summary>As the database says now; one round trip on PostgreSQL.</summary>
    /// <param name="userId">Account asked for; null when the system itself acts.</param>
    /// <param name="operationId">Operation asked for; null when nothing is going to be committed.</param>
    /// <param name="task">The task the operation is going to complete; null when it completes none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<CallerRecords> ReadAsync(Guid? userId, Guid? operationId, TaskAhead? task = null, CancellationToken cancellationToken = default);
}

/// <summary>
/// A task that is going to be completed: it is read together with the caller, and with it its instance and the key of the person it is about. Whoever
/// asks for them later in the operation has them. On PostgreSQL only; SQLite has no round trips to save.
/// </summary>
/// <param name="TaskId">The task.</param>
/// <param name="SubmissionKind">Kind under which what is submitted lies in the erasable store.</param>
public sealed record TaskAhead(Guid TaskId, string SubmissionKind);

/// <param name="Account">Null when there is no such account.</param>
/// <param name="Sites">All sites by code.</param>
/// <param name="Earlier">Null when the operation never committed.</param>
public sealed record CallerRecords(CallerAccount? Account, IReadOnlyList<Site> Sites, EarlierOperation? Earlier);

/// <summary>The part of an account that says who somebody is and what they may do.</summary>
public sealed record CallerAccount(
    Guid Id, string UserName, string PrintedName, string SecurityStamp, bool IsLocked, IReadOnlySet<string> Permissions,
    IReadOnlyList<Guid> SiteIds, DateTime? EndsAt)
{
    /// <summary>The roles the permissions are of.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What of it needs training, and when the person was trained.</summary>
    public IReadOnlyList<GatedPermission> Gated { get; init; } = [];

    /// <summary>Locked, or past the end of the person's work here.</summary>
    public bool IsBarredAt(DateTime nowAt) => IsLocked || EndsAt <= nowAt;
}
