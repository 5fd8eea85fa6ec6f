using Becs.Contracts.Donors;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Donors;

/// <summary>
/// Ends a deferral before its time. The responsible physician signs, and not the person who entered it: a clearance takes two people
/// (domain handbook 7.2).
/// </summary>
public sealed class CloseDeferral(
    IDeferrals deferrals, IDonors donors, ISubjects subjects, IEventSink events, ICurrentOperation operation, IIdGenerator ids)
{
    /// <exception cref="NotFoundException">DEF-404.</exception>
    /// <exception cref="ForbiddenException">PERM-001; DEF-006 for the person who entered it.</exception>
    /// <exception cref="RuleException">SIG-001; DEF-002 closed already; DEF-005 a permanent deferral can only be voided.</exception>
    public async Task<DeferralClosure> ExecuteAsync(
        Guid deferralId, ClosureManner manner, string reasonCode, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.Demand(Permissions.DonorsDecide);
        var signature = context.DemandSignature(SignatureMeanings.MedicalDecision);
        var deferral = await deferrals.FindAsync(deferralId, cancellationToken)
            ?? throw new NotFoundException("DEF-404", $"There is no deferral {deferralId:D}.");
        if (deferral.Stamp.UserId == context.UserId)
        {
            throw new ForbiddenException("DEF-006", $"Deferral {deferralId:D} is cleared by another person than entered it.");
        }

        if (deferral.Kind == DeferralKind.Permanent && manner == ClosureManner.Lifted)
        {
            throw new RuleException("DEF-005", $"Deferral {deferralId:D} is permanent: it can be voided as an error, not lifted.");
        }

        var closure = new DeferralClosure(
            ids.New(),
            deferralId,
            manner,
            manner == ClosureManner.Voided ? deferral.StartsOn : context.SiteToday,
            reasonCode,
            null,
            signature.Id,
            FactStamp.Of(context));
        deferral.Close(closure);
        deferrals.Add(closure);
        foreach (var donor in await donors.AliasClosureAsync(deferral.DonorId, cancellationToken))
        {
            subjects.Bump(donor.Subject);
        }

        events.Raise(
            deferral.DonorId.Subject, new DeferralLifted(deferral.DonorId.Value, deferralId, manner.Code(), reasonCode));
        return closure;
    }
}
