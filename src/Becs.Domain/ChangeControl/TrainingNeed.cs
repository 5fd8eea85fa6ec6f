using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tasks;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// What people of a role must have read before they work by a version: named by its author at the submission, acknowledged by each person's
/// signature (21 CFR 11.10(i), 211.25(a), 606.20(b)). Written once.
/// </summary>
public sealed class TrainingNeed
{
    /// <summary>Most of one submission.</summary>
    public const int Most = 30;

    /// <summary>Longest title.</summary>
    public const int LongestTitle = 200;

    /// <summary>Longest document reference.</summary>
    public const int LongestDocument = 100;

    private TrainingNeed()
    {
    }

    public TrainingNeed(Guid id, ChangeId changeId, string packageHash, string role, string title, string document, DateTime recordedAt)
    {
        if (!Roles.All.ContainsKey(role))
        {
            throw new InputException("TRN-005", "role", $"There is no role '{role}'.");
        }

        if (title.Trim() is not { Length: > 0 and <= LongestTitle } || document.Trim() is not { Length: > 0 and <= LongestDocument })
        {
            throw new InputException("TRN-006", "title", $"A training has a title of at most {LongestTitle} characters and a document of at most {LongestDocument}.");
        }

        (Id, ChangeId, PackageHash, Role, Title, Document, RecordedAt) = (id, changeId, packageHash, role, title.Trim(), document.Trim(), recordedAt);
    }

    public Guid Id { get; private set; }

    public ChangeId ChangeId { get; private set; }

    /// <summary>The version it is for.</summary>
    public string PackageHash { get; private set; } = "";

    public string Role { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>The document to read, such as an SOP and its version.</summary>
    public string Document { get; private set; } = "";

    public DateTime RecordedAt { get; private set; }

    /// <summary>What somebody who acknowledges it signs.</summary>
    public string SignedHash() => new CanonicalRecord().Add("training", Id.ToString("D")).Add("package", PackageHash).Add("role", Role)
        .Add("title", Title).Add("document", Document).Hash();

    /// <summary>Somebody of the role signs that they have been trained.</summary>
    /// <exception cref="BecsException">The person is not of that role, or did not sign this.</exception>
    public TrainingAcknowledgement Acknowledge(Guid id, OperationContext operation)
    {
        if (operation.IsSystem || !operation.Roles.Contains(Role, StringComparer.Ordinal))
        {
            throw new ForbiddenException("TRN-407", $"This training is for the role {Role}, which this account does not have.");
        }

        if (operation.Signature is not { Meaning: SignatureMeanings.Acknowledged } signature || signature.UserId != operation.UserId)
        {
            throw new RuleException("TRN-012", $"This needs a signature meaning {SignatureMeanings.Acknowledged}.",
                new Dictionary<string, string> { ["meaning"] = SignatureMeanings.Acknowledged });
        }

        return signature.SignedHash == SignedHash()
            ? new TrainingAcknowledgement(id, Id, operation.UserId, operation.PrintedName, signature.Id, operation.NowAt)
            : throw new ConflictException("TRN-411", "What was signed is not this training. Read it again and sign again.");
    }

    /// <summary>What of this the person is asked for at a task: of each role of theirs that such a task is for.</summary>
    public static IReadOnlyList<TrainingNeed> Lacking(IReadOnlyList<TrainingNeed> missing, WorkTask task, OperationContext operation) =>
        [.. missing.Where(n => operation.Roles.Contains(n.Role, StringComparer.Ordinal) && task.IsWorkOf(n.Role))];

    /// <summary>
    /// Whether somebody who lacks these may do a task. In an emergency nobody is stopped: what was missing is told, and whoever lets them do it writes it
    /// down.
    /// </summary>
    /// <param name="missing">What the person has not acknowledged of the version the task belongs to.</param>
    /// <param name="task">The task.</param>
    /// <param name="operation">Who does it.</param>
    /// <returns>What was missing and did not stop it; empty when nothing was.</returns>
    /// <exception cref="ForbiddenException">TRN-408: the way out is in the facts.</exception>
    public static IReadOnlyList<TrainingNeed> Demand(IReadOnlyList<TrainingNeed> missing, WorkTask task, OperationContext operation)
    {
        var lacking = Lacking(missing, task, operation);
        return lacking.Count == 0 || task.IsEmergency ? lacking : throw new ForbiddenException(
            "TRN-408", $"Task {task.Id.Value:D} is done by a version whose training '{lacking[0].Title}' ({lacking[0].Document}) was not acknowledged: read it and sign under My training.",
            new Dictionary<string, string>
            {
                ["training"] = lacking[0].Id.ToString("D"),
                ["acknowledgeAt"] = "/training",
            });
    }
}
