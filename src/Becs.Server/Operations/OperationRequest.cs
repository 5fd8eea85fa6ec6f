using System.Security.Claims;
using Becs.Server.Signatures;

namespace Becs.Server.Operations;

/// <summary>Who asks for what, from where and why. The doors (API, page, bus, timer) build it; <see cref="OperationRunner"/> runs it.</summary>
public sealed record OperationRequest
{
    /// <summary>Given by the caller so that a repeated try returns the first answer.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>What is being done, as the audit names it, such as <c>task.complete</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The person's principal; null when the system itself acts.</summary>
    public ClaimsPrincipal? User { get; init; }

    /// <summary>Permission without which nothing is done; null when the work decides.</summary>
    public string? Permission { get; init; }

    /// <summary>Site asked for; the first one granted when null.</summary>
    public string? SiteCode { get; init; }

    /// <summary>Site of a system operation, such as the one of the instance being resumed.</summary>
    public Guid? SystemSiteId { get; init; }

    /// <summary>Enrolled device, or <c>unregistered</c>.</summary>
    public string Workstation { get; init; } = "unregistered";

    public string? Reason { get; init; }

    public SignatureRequest? Signature { get; init; }

    /// <summary>What a signature given here is about, such as <c>task:…</c>; the action when null.</summary>
    public string? SignedSubject { get; init; }

    /// <summary>A signature given when the submission first came, for its retry.</summary>
    internal Becs.Domain.Signatures.Signature? EarlierSignature { get; init; }

    /// <summary>
    /// Finds whom the submission is about: kept sealed under that person's key if it cannot be applied, and asked only then. Null when it is
    /// about nobody.
    /// </summary>
    public Func<CancellationToken, Task<Becs.Domain.Shared.PersonRef?>>? FindPerson { get; init; }

    /// <summary>The task this completes, read together with the caller; null when it completes none.</summary>
    internal Becs.Persistence.Accounts.TaskAhead? TaskAhead { get; init; }

    /// <summary>What was submitted; a replayed <see cref="OperationId"/> with another body is refused.</summary>
    public object? Body { get; init; }

    /// <summary>
    /// What the work found out and a later application must not find anew, such as what stood beside a signature. Kept with a submission that
    /// cannot be applied; no part of what is asked for, so a repetition is known whatever was found.
    /// </summary>
    public Func<object?>? Found { get; init; }

    public Guid? CausationId { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>An operation of the system itself.</summary>
    public static OperationRequest System(Guid operationId, string action, Guid? siteId = null) =>
        new() { OperationId = operationId, Action = action, SystemSiteId = siteId };
}
