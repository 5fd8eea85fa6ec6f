using Becs.Contracts.Donors;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>A donor came to give.</summary>
public sealed class StartVisit(
    IDonors donors, IVisits visits, ISubjects subjects, IEventSink events, ICurrentOperation operation, IIdGenerator ids)
{
    /// <exception cref="NotFoundException">DON-404.</exception>
    /// <exception cref="RuleException">DON-011 for a record that is an alias.</exception>
    public async Task<Visit> ExecuteAsync(DonorId donorId, DonationType type, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        var donor = await donors.FindAsync(donorId, cancellationToken)
            ?? throw new NotFoundException("DON-404", $"There is no {donorId.Subject}.");
        if (donor.MergedInto is { } survivor)
        {
            throw new RuleException(
                "DON-011", $"{donorId.Subject} is an alias: use {survivor.Subject}.", new Dictionary<string, string>
                {
                    ["survivor"] = survivor.Value.ToString("D"),
                });
        }

        var visit = new Visit(new VisitId(ids.New()), donorId, type, context.SiteToday, FactStamp.Of(context));
        subjects.Create(visit.Id.Subject);
        visits.Add(visit);
        events.Raise(visit.Id.Subject, new VisitStarted(visit.Id.Value, donorId.Value, type.Code()));
        return visit;
    }
}
