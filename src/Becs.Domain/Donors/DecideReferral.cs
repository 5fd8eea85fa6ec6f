using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Donors;

/// <summary>The responsible physician decides on what was referred, and signs. Not delegable.</summary>
public sealed class DecideReferral(VisitRecord record, IPersonalRecords personal)
{
    /// <param name="visitId">The visit.</param>
    /// <param name="accepts">May give in spite of the codes.</param>
    /// <param name="codes">Codes decided on; others stay as they are.</param>
    /// <param name="deferredUntilOn">When deferred: first day allowed again; null = until the physician clears.</param>
    /// <param name="note">The physician's words: sealed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ForbiddenException">PERM-001.</exception>
    /// <exception cref="RuleException">SIG-001 not signed; PHY-001 accepted nothing; PHY-002 an end in the past.</exception>
    public async Task<PhysicianDecision> ExecuteAsync(
        VisitId visitId,
        bool accepts,
        IReadOnlyCollection<string> codes,
        DateOnly? deferredUntilOn,
        string? note,
        CancellationToken cancellationToken = default)
    {
        record.Operation.Demand(Permissions.DonorsDecide);
        var signature = record.Operation.DemandSignature(SignatureMeanings.MedicalDecision);
        if (accepts && codes.Count == 0)
        {
            throw new RuleException("PHY-001", "An acceptance names the codes it is about.");
        }

        if (deferredUntilOn is { } end && (accepts || end <= record.Operation.SiteToday))
        {
            throw new RuleException("PHY-002", "A deferral ends on a later day; an acceptance has no end.");
        }

        var visit = await record.OpenAsync(visitId, cancellationToken);
        var decision = new PhysicianDecision(
            record.NewId(),
            visitId,
            visit.PhysicianDecisions.Count + 1,
            accepts,
            codes,
            deferredUntilOn,
            visit.LatestAnswers?.Id,
            visit.LatestExamination?.Id,
            signature.Id,
            record.Stamp());
        if (!string.IsNullOrWhiteSpace(note))
        {
            await personal.PutAsync(
                PersonRef.Of(visit.DonorId), DonorRecords.Note, decision.Id, new ConfidentialNote(note), cancellationToken);
        }

        visit.Add(decision);
        await record.ChangedAsync(visit, cancellationToken);
        return decision;
    }
}
