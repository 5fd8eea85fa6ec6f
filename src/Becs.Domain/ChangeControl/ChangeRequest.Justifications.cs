using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <content>Why gaps in the evidence do not matter: said in writing, signed, by others than who approves.</content>
public sealed partial class ChangeRequest
{
    /// <summary>Justifies gaps of the submission under review, with one signature and one text; a case of the replay has a text of its own.</summary>
    /// <returns>The caller adds them to <see cref="IChanges"/>.</returns>
    public IReadOnlyList<ChangeJustification> Justify(
        IReadOnlyCollection<EvidenceGap> gaps, string text, EvidenceOnFile file, OperationContext operation, IIdGenerator ids)
    {
        DemandState(ChangeState.InReview, ChangeState.Validated);
        if (operation.IsSystem || (!operation.May(Permissions.WorkflowsEdit) && !operation.May(Permissions.WorkflowsValidate)))
        {
            throw new ForbiddenException("CHG-001", $"{Number}: this needs another permission.");
        }

        if (Did(operation.UserId, ChangePart.Approver))
        {
            throw Barred("CHG-012", "who decided on its approval cannot justify what it lacks", ChangePart.Author);
        }

        var said = ChangeSubmission.Texts.Demand(text, "text");
        if (gaps.Count is 0 or > ChangeJustification.Most || (gaps.Count > 1 && gaps.Any(g => g.Kind == EvidenceGapKind.BlockToRelease)))
        {
            throw new InputException("CHG-035", "gaps",
                $"From 1 to {ChangeJustification.Most} gaps are justified at once; a case that would be released has a justification of its own.");
        }

        Demand(operation, SignatureMeanings.Justified, PackageHash);
        var known = file.ScenarioGaps(PackageHash).Concat(
            file.Has(ChangeEvidence.Replay, PackageHash) ? file.ReplayGaps(PackageHash) : []).ToHashSet();
        foreach (var gap in gaps)
        {
            if (!known.Contains(gap))
            {
                throw new ConflictException("CHG-417", $"{Number} has no gap {gap.Kind} {gap.Key}.");
            }

            if (file.IsJustified(gap, PackageHash))
            {
                throw new ConflictException("CHG-417", $"{Number}: {gap.Kind} {gap.Key} is justified already.");
            }
        }

        Version++;
        return [.. gaps.Distinct().Select(gap => new ChangeJustification
        {
            Id = ids.New(),
            ChangeId = Id,
            PackageHash = PackageHash,
            Kind = gap.Kind,
            Key = gap.Key,
            Text = said,
            UserId = operation.UserId,
            PrintedName = operation.PrintedName,
            Meaning = operation.Signature!.Meaning,
            SignatureId = operation.Signature.Id,
            RecordedAt = operation.NowAt,
        })];
    }

    /// <summary>Whether this person could justify a gap now, a valid signature provided.</summary>
    public bool MayJustify(OperationContext operation) => State is ChangeState.InReview or ChangeState.Validated && !operation.IsSystem
        && (operation.May(Permissions.WorkflowsEdit) || operation.May(Permissions.WorkflowsValidate)) && !Did(operation.UserId, ChangePart.Approver);

    /// <summary>Who justified a gap of what is under review does not approve it: another person judges the reason.</summary>
    private void DemandOtherThanJustified(EvidenceOnFile file, OperationContext operation)
    {
        if (file.Justifications.Any(j => j.PackageHash == PackageHash && j.UserId == operation.UserId))
        {
            throw Barred("CHG-016", "who justified a gap in its evidence cannot approve it", ChangePart.Approver);
        }
    }
}
