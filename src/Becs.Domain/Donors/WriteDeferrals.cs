using Becs.Contracts.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Enters deferrals into the registry with the duty to tell the donor, and bumps every merged record.</summary>
public sealed class WriteDeferrals(
    IDonors donors, IDeferrals deferrals, ISubjects subjects, IEventSink events, ICurrentOperation operation, IIdGenerator ids)
{
    /// <summary>Writes what the registry does not hold yet. The same code from the same visit or donation is the same deferral.</summary>
    public async Task<IReadOnlyList<Deferral>> ExecuteAsync(
        DonorId donorId,
        IEnumerable<DeferralTerms> terms,
        VisitId? visitId,
        DonationId? donationId,
        CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        var closure = await donors.AliasClosureAsync(donorId, cancellationToken);
        var existing = await deferrals.OfAsync(closure, cancellationToken);
        var written = new List<Deferral>();
        foreach (var term in Latest(terms))
        {
            if (existing.Any(d => d.Code == term.Code && d.VisitId == visitId && d.DonationId == donationId && d.Closure is null))
            {
                continue;
            }

            var deferral = new Deferral(
                ids.New(), donorId, term, context.SiteToday, visitId, donationId, FactStamp.Of(context));
            deferrals.Add(deferral);
            var notice = Notice(deferral, context);
            deferrals.Add(notice);
            written.Add(deferral);
            events.Raise(donorId.Subject, new DonorDeferred(
                donorId.Value,
                deferral.Id,
                deferral.PublicCode,
                deferral.Scope.Code(),
                deferral.Kind.Code(),
                deferral.EndsOn,
                visitId?.Value,
                notice.DueOn));
        }

        if (written.Count > 0)
        {
            foreach (var donor in closure)
            {
                subjects.Bump(donor.Subject);
            }
        }

        return written;
    }

    private DeferralNotice Notice(Deferral deferral, OperationContext context) => new(
        ids.New(), deferral.Id, deferral.DonorId, context.SiteToday, $"deferral-{deferral.Kind.Code()}", FactStamp.Of(context));

    // Several rules may give one code: the latest end wins, permanent beats all.
    private static IEnumerable<DeferralTerms> Latest(IEnumerable<DeferralTerms> terms) =>
        terms.GroupBy(t => (t.Code, t.Scope)).Select(g => g.MaxBy(t => t.End)!);
}
