using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <content>
/// Separation of duties: who wrote any submission, who reviewed any, and who approved are different persons, over the whole history of the
/// request. A delegate brings along who lent the turn: what the one may not do, the other may not do for them.
/// </content>
public sealed partial class ChangeRequest
{

    /// <summary>Why this person may not take that part, or null: for screens, so that they offer what the domain allows.</summary>
    public ForbiddenException? Bars(OperationContext operation, ChangePart part, Guid? onBehalfOf = null)
    {
        if (operation.IsSystem || !Permitted(operation, part))
        {
            return new ForbiddenException("CHG-001", $"{Number}: this needs another permission.", Fact(part));
        }

        var persons = new[] { operation.UserId, onBehalfOf ?? operation.UserId };
        return part != ChangePart.Author && persons.Any(p => _authorIds.Contains(p) || Did(p, ChangePart.Author)) ? Barred("CHG-010", "who wrote it cannot review or approve it", part)
            : part != ChangePart.Reviewer && persons.Any(p => Did(p, ChangePart.Reviewer))
                ? Barred("CHG-011", "who reviewed it cannot write, approve or second it", part)
            : part != ChangePart.Approver && persons.Any(p => Did(p, ChangePart.Approver))
                ? Barred("CHG-012", "who decided on its approval cannot write, review or second it", part)
            : part != ChangePart.Second && persons.Any(p => Did(p, ChangePart.Second))
                ? Barred("CHG-013", "who signed it as the second person cannot write, review or approve it", part)
            : null;
    }

    private void Demand(OperationContext operation, ChangePart part, string meaning, Guid? onBehalfOf = null)
    {
        if (Bars(operation, part, onBehalfOf) is { } refusal)
        {
            throw refusal;
        }

        Demand(operation, meaning, PackageHash);
    }

    private void Demand(OperationContext operation, string meaning, string packageHash)
    {
        if (operation.Signature is not { } signature || signature.Meaning != meaning || signature.UserId != operation.UserId)
        {
            throw new RuleException("CHG-002", $"{Number}: this needs a signature meaning {meaning}.",
                new Dictionary<string, string> { ["meaning"] = meaning });
        }

        if (!string.Equals(signature.SignedHash, packageHash, StringComparison.Ordinal))
        {
            throw new ConflictException("CHG-410", $"{Number}: what was signed is not package {packageHash}. Read it again and sign again.");
        }
    }

    private bool Did(Guid person, ChangePart part) => _steps.Any(s => (s.UserId == person || s.OnBehalfOfId == person) && PartOf(s) == part);

    /// <summary>A rejection is a review while the reviewer had it, and a decision on the approval afterwards.</summary>
    private ChangePart? PartOf(ChangeStep step) => step.Kind switch
    {
        ChangeStepKind.Submitted or ChangeStepKind.PlanProposed => ChangePart.Author,
        ChangeStepKind.Verified => ChangePart.Second,
        ChangeStepKind.Approved or ChangeStepKind.PlanApproved => ChangePart.Approver,
        ChangeStepKind.Rejected or ChangeStepKind.PlanRejected when step.Meaning == SignatureMeanings.Refused => ChangePart.Approver,
        ChangeStepKind.PlanAccepted or ChangeStepKind.PlanRejected or ChangeStepKind.Accepted or ChangeStepKind.Rejected or ChangeStepKind.ReviewedAfterwards or ChangeStepKind.ObjectedAfterwards =>
            ChangePart.Reviewer,
        _ => null,
    };

    private static bool Permitted(OperationContext operation, ChangePart part) => part switch
    {
        ChangePart.Author => operation.May(Permissions.WorkflowsEdit),
        ChangePart.Reviewer => operation.May(Permissions.WorkflowsValidate),
        ChangePart.Approver => operation.May(Permissions.WorkflowsApprove),
        _ => operation.May(Permissions.WorkflowsValidate) || operation.May(Permissions.WorkflowsApprove),
    };

    private ForbiddenException Barred(string code, string why, ChangePart part) => new(code, $"{Number}: {why}.", Fact(part));

    private Dictionary<string, string> Fact(ChangePart part) => new() { ["change"] = Number, ["part"] = part.ToString() };
}

/// <summary>The parts persons take in a change; no one person takes two.</summary>
public enum ChangePart
{
    Author,
    Reviewer,
    Approver,

    /// <summary>The second person of an emergency change.</summary>
    Second,
}
