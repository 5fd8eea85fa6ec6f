using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// Opens a visit to add a fact, and says what the fact touches: the donor, and the donation once there is one. Both bump, so that a gate
/// that decided on the former facts fails at its commit.
/// </summary>
public sealed class VisitRecord(IVisits visits, IDonors donors, ISubjects subjects, ICurrentOperation operation, IIdGenerator ids)
{
    public OperationContext Operation => operation.Context;

    public Guid NewId() => ids.New();

    public FactStamp Stamp() => FactStamp.Of(operation.Context);

    /// <exception cref="NotFoundException">VIS-404.</exception>
    public async Task<Visit> OpenAsync(VisitId id, CancellationToken cancellationToken)
    {
        Operation.DemandPerson();
        return await visits.FindAsync(id, cancellationToken) ?? throw new NotFoundException("VIS-404", $"There is no {id.Subject}.");
    }

    /// <summary>Call after every fact added to the visit.</summary>
    public async Task ChangedAsync(Visit visit, CancellationToken cancellationToken)
    {
        foreach (var donor in await donors.AliasClosureAsync(visit.DonorId, cancellationToken))
        {
            subjects.Bump(donor.Subject);
        }

        if (visit.DonationId is { } donation)
        {
            await subjects.TouchAsync(donation.Subject, cancellationToken);
            subjects.Bump(donation.Subject);
        }
    }
}
