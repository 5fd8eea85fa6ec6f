using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <content>What quality signs about a build, and what keeps it from signing.</content>
public sealed partial class PlatformRelease
{
    private const int MostNamed = 20;

    /// <summary>What of the evidence has to be justified: cases that would be released, and facts nobody recorded.</summary>
    /// <exception cref="RuleException">PLT-003: there is no evidence yet, or it is not what its hash says.</exception>
    public IReadOnlyList<EvidenceGap> Gaps() =>
        Evidence is null ? throw new RuleException("PLT-003", $"The replay of history through platform release {BuildId} is not finished: nothing is signed without it.")
        : HashOf(Evidence) != EvidenceHash ? throw new RuleException("PLT-003", $"The evidence of platform release {BuildId} is not what its hash {EvidenceHash} says.")
        : PlatformEvidence.GapsOf(Evidence);

    /// <summary>Gaps nobody has justified.</summary>
    /// <exception cref="RuleException">PLT-003, as <see cref="Gaps"/>.</exception>
    public IReadOnlyList<EvidenceGap> OpenGaps(IReadOnlyCollection<PlatformJustification> justifications) =>
        [.. Gaps().Where(g => !justifications.Any(j => j.ReleaseId == Id && j.Kind == g.Kind && j.Key == g.Key))];

    /// <summary>Justifies gaps, with one signature and one text; a case that would be released has a text of its own.</summary>
    /// <returns>The caller adds them to <see cref="IPlatformReleases"/>.</returns>
    public IReadOnlyList<PlatformJustification> Justify(
        IReadOnlyCollection<EvidenceGap> gaps, string text, IReadOnlyCollection<PlatformJustification> before, OperationContext operation, IIdGenerator ids)
    {
        DemandNotAccepted();
        operation.DemandPerson();
        operation.Demand(Permissions.WorkflowsValidate);
        var said = ChangeSubmission.Texts.Demand(text, "text");
        if (gaps.Count is 0 or > ChangeJustification.Most || (gaps.Count > 1 && gaps.Any(g => g.Kind == EvidenceGapKind.BlockToRelease)))
        {
            throw new InputException("PLT-035", "gaps",
                $"From 1 to {ChangeJustification.Most} gaps are justified at once; a case that would be released has a justification of its own.");
        }

        var signature = Signed(operation, SignatureMeanings.Justified, before);
        var open = OpenGaps(before).ToHashSet();
        if (gaps.FirstOrDefault(g => !open.Contains(g)) is { } unknown)
        {
            throw new ConflictException("PLT-417", $"Platform release {BuildId} has no open gap {unknown.Kind} {unknown.Key}.");
        }

        Version++;
        return [.. gaps.Distinct().Select(gap => new PlatformJustification
        {
            Id = ids.New(),
            ReleaseId = Id,
            Kind = gap.Kind,
            Key = gap.Key,
            Text = said,
            UserId = operation.UserId,
            PrintedName = operation.PrintedName,
            Meaning = signature.Meaning,
            SignatureId = signature.Id,
            RecordedAt = operation.NowAt,
        })];
    }

    /// <summary>Quality accepts it: from then on its nodes serve.</summary>
    public void Accept(OperationContext operation, IReadOnlyCollection<PlatformJustification> justifications)
    {
        DemandNotAccepted();
        operation.DemandPerson();
        operation.Demand(Permissions.QualityAccept);
        if (HashOf(Manifest) != ReleaseHash)
        {
            throw new RuleException("PLT-002", $"The list of platform release {BuildId} is not what its hash says.");
        }

        var signature = Signed(operation, SignatureMeanings.AcceptedForUse, justifications);
        if (OpenGaps(justifications) is { Count: > 0 } open)
        {
            var named = string.Join(", ", open.Take(MostNamed).Select(g => g.Key)) + (open.Count > MostNamed ? $" and {open.Count - MostNamed} more" : "");
            throw new RuleException("PLT-004", $"Platform release {BuildId} is locked: recorded cases would be released, or are undecided, by {named}. "
                + "Each needs a signed justification.", new Dictionary<string, string> { ["gaps"] = named });
        }

        if (justifications.Any(j => j.ReleaseId == Id && j.UserId == operation.UserId))
        {
            throw new ForbiddenException("PLT-006", $"Who justified a gap in the evidence of platform release {BuildId} cannot accept it.");
        }

        State = PlatformReleaseState.Accepted;
        (AcceptedById, AcceptedByName, AcceptedAt, SignatureId) = (operation.UserId, operation.PrintedName, operation.NowAt, signature.Id);
        (WithdrawnById, WithdrawnByName, WithdrawnAt) = (null, null, null);
        Version++;
    }

    /// <summary>Quality takes the acceptance back: nodes of this build stop serving. Never of the last one accepted.</summary>
    public void Withdraw(OperationContext operation, IReadOnlyCollection<PlatformRelease> all, IReadOnlyCollection<PlatformJustification> justifications)
    {
        if (State != PlatformReleaseState.Accepted)
        {
            throw new ConflictException("PLT-409", $"Platform release {BuildId} is {State}.");
        }

        operation.DemandPerson();
        operation.Demand(Permissions.QualityAccept);
        Signed(operation, SignatureMeanings.Retired, justifications);
        if (!all.Any(r => r.Id != Id && r.State == PlatformReleaseState.Accepted))
        {
            throw new ConflictException("PLT-007", $"Platform release {BuildId} is the only one accepted: another is accepted first, or nothing would serve.");
        }

        (State, SignatureId) = (PlatformReleaseState.Withdrawn, operation.Signature!.Id);
        (WithdrawnById, WithdrawnByName, WithdrawnAt) = (operation.UserId, operation.PrintedName, operation.NowAt);
        Version++;
    }

    private void DemandNotAccepted()
    {
        if (State == PlatformReleaseState.Accepted)
        {
            throw new ConflictException("PLT-409", $"Platform release {BuildId} is {State} already.");
        }
    }

    private Signature Signed(OperationContext operation, string meaning, IReadOnlyCollection<PlatformJustification> justifications)
    {
        if (operation.Signature is not { } signature || signature.Meaning != meaning || signature.UserId != operation.UserId)
        {
            throw new RuleException("PLT-005", $"This needs a signature meaning {meaning}.", new Dictionary<string, string> { ["meaning"] = meaning });
        }

        return signature.SignedHash == SignedHash(justifications)
            ? signature
            : throw new ConflictException("PLT-410", $"What was signed is not platform release {BuildId} with its evidence as it is now. Read it again and sign again.");
    }
}
