using Becs.Domain.Shared;

namespace Becs.Domain.Tasks;

/// <content>Who may work on a task.</content>
public sealed partial class WorkTask
{
    /// <summary>True when the person of this operation could claim or complete it, claims by others aside.</summary>
    public bool MayBeWorkedOnBy(OperationContext operation) => Refusal(operation) is null;

    /// <summary>Whether somebody of that role is asked to do it: by name, by what the role may do, or, when the task names neither, by any role.</summary>
    public bool IsWorkOf(string role) => _candidateRoles.Count > 0 ? _candidateRoles.Contains(role, StringComparer.Ordinal)
        : CandidatePermission is null || (Roles.All.TryGetValue(role, out var permissions) && permissions.Contains(CandidatePermission));

    /// <summary>Part of an emergency issue: never kept from anybody for want of training.</summary>
    public bool IsEmergency => CandidatePermission == Permissions.UnitsIssueEmergency;

    private void DemandWorker(OperationContext operation)
    {
        if (Refusal(operation) is { } refusal)
        {
            throw refusal;
        }
    }

    private ForbiddenException? Refusal(OperationContext operation)
    {
        if (operation.IsSystem || !operation.May(Permissions.TasksWork) || operation.SiteId != SiteId)
        {
            return new ForbiddenException("TSK-010", $"Task {Id.Value:D} is not for this account at this site.");
        }

        if (_excludedUserIds.Contains(operation.UserId))
        {
            return Excluded();
        }

        // A delegation lends the turn, never the authority: the delegate needs the permission too.
        var permitted = CandidatePermission is null || operation.May(CandidatePermission);
        var inRole = _candidateRoles.Count == 0 || _candidateRoles.Any(role => Holds(operation, role));
        if (!permitted && CandidatePermission is { } lacking && operation.Untrained.Contains(lacking))
        {
            return new ForbiddenException("TRN-409", $"Task {Id.Value:D} needs training for {lacking}: there is no valid record of it.",
                new Dictionary<string, string> { ["permission"] = lacking, ["recordsAt"] = "/training" });
        }

        if (!permitted || !inRole)
        {
            return new ForbiddenException("TSK-011", $"Task {Id.Value:D} needs a permission this account lacks.");
        }

        return AssignedToId is { } assigned && assigned != operation.UserId && !IsDelegate(operation)
            ? new ForbiddenException("TSK-012", $"Task {Id.Value:D} is assigned to another account.")
            : null;
    }

    private static bool Holds(OperationContext operation, string role) =>
        operation.Roles.Contains(role, StringComparer.Ordinal) || (Roles.All.TryGetValue(role, out var permissions) && permissions.All(operation.May));

    private bool IsDelegate(OperationContext operation) => DelegatedToId == operation.UserId
        && operation.NowAt >= DelegatedFromAt && operation.NowAt < DelegatedUntilAt;

    private void DemandSignature(OperationContext operation)
    {
        if (_signatureMeanings.Count == 0)
        {
            return;
        }

        if (operation.Signature is not { } signature || signature.UserId != operation.UserId
            || !_signatureMeanings.Contains(signature.Meaning, StringComparer.Ordinal))
        {
            throw new RuleException(
                "TSK-005", $"Task {Id.Value:D} needs a signature meaning {string.Join(" or ", _signatureMeanings)}.");
        }

        // The review of a change is signed on the package, as every other step of the change is.
        var signed = SubjectKind == SubjectKinds.Change && PackageHash is not null ? PackageHash : RecordHash();
        if (!string.Equals(signature.SignedHash, signed, StringComparison.Ordinal))
        {
            throw new ConflictException("TSK-410", $"Task {Id.Value:D} is not what was signed: read it again and sign again.");
        }
    }

    private void DemandOpen()
    {
        if (!IsOpen)
        {
            throw Conflict($"is {State}");
        }
    }

    private void DemandRevision(int expected)
    {
        if (expected != Revision)
        {
            throw Conflict("changed since it was read");
        }
    }

    private void DemandNotExcluded(Guid userId)
    {
        if (_excludedUserIds.Contains(userId))
        {
            throw Excluded();
        }
    }

    private void Demand(OperationContext operation, string permission)
    {
        if (!operation.May(permission))
        {
            throw new ForbiddenException("TSK-011", $"Task {Id.Value:D}: this needs the permission {permission}.");
        }
    }

    private ForbiddenException Excluded() =>
        new("TSK-013", $"Task {Id.Value:D} must be done by somebody who did not do an earlier step of this case.");

    private ConflictException Conflict(string what) => new("TSK-409", $"Task {Id.Value:D} {what}.", new Dictionary<string, string>
    {
        ["revision"] = Revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["state"] = State.ToString(),
    });
}
