using Becs.Contracts.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors.Eligibility;

/// <summary>
/// Says what the facts of a visit lead to today, and enters what they defer into the registry. It opens no gate: the number is assigned only
/// by a decision that evaluates the same facts again.
/// </summary>
public sealed class DecideEligibility(ReadEligibilityFacts read, WriteDeferrals write, IEventSink events)
{
    public async Task<EligibilityVerdict> ExecuteAsync(VisitId visitId, CancellationToken cancellationToken = default)
    {
        var facts = await read.ForTodayAsync(visitId, cancellationToken);
        var verdict = EligibilityVerdict.Of(facts);
        var visit = facts.Visit;
        switch (verdict)
        {
            case EligibilityVerdict.Deferred deferred:
                visit.Status = VisitStatus.Deferred;
                await write.ExecuteAsync(
                    visit.DonorId,
                    deferred.Findings.Where(f => f.Deferral is not null).Select(f => f.Deferral!),
                    visit.Id,
                    null,
                    cancellationToken);
                break;
            case EligibilityVerdict.ReferToPhysician referred:
                visit.Status = VisitStatus.Referred;
                events.Raise(visit.Id.Subject, new DonorReferred(visit.Id.Value, visit.DonorId.Value, referred.Codes.Count));
                break;
            default:
                break;
        }

        return verdict;
    }
}
