using Becs.Contracts.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>A person gave or posted the letters a donor was due (21 CFR 630.40: within eight weeks of the determination).</summary>
public sealed class SendDeferralNotices(IDonors donors, IDeferrals deferrals, IEventSink events, ICurrentOperation operation)
{
    /// <summary>Marks every open notice of the donor as sent.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ExecuteAsync(DonorId donorId, CancellationToken cancellationToken = default)
    {
        operation.Context.DemandPerson();
        var closure = await donors.AliasClosureAsync(donorId, cancellationToken);
        var open = await deferrals.OpenNoticesAsync(closure, cancellationToken);
        var stamp = FactStamp.Of(operation.Context);
        foreach (var notice in open)
        {
            notice.Sent(stamp);
            events.Raise(notice.DonorId.Subject, new DonorNotified(notice.DonorId.Value, notice.Id, notice.DeferralId));
        }

        return open.Count;
    }
}
