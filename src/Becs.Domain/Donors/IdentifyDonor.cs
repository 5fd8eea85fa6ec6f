using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// Compares the person present with the record. The comparison is made here, on the sealed identity: whoever calls states what the person
/// said, never that it agreed.
/// </summary>
public sealed class IdentifyDonor(VisitRecord record, IDonors donors, IPersonalRecords personal)
{
    /// <param name="visitId">The visit.</param>
    /// <param name="stage">When in the visit.</param>
    /// <param name="given">What the person stated or showed, by <see cref="IdentifierKinds"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InputException">DON-020 for an unknown kind, DON-021 for fewer than two.</exception>
    public async Task<IdentityCheck> ExecuteAsync(
        VisitId visitId,
        IdentityCheckStage stage,
        IReadOnlyDictionary<string, string> given,
        CancellationToken cancellationToken = default)
    {
        var unknown = given.Keys.FirstOrDefault(k => !IdentifierKinds.All.Contains(k));
        if (unknown is not null)
        {
            throw new InputException(
                "DON-020", "identifiers", $"There is no identifier '{unknown}': {string.Join(", ", IdentifierKinds.All)}.");
        }

        if (given.Count < IdentityCheck.Needed)
        {
            throw new InputException("DON-021", "identifiers", $"{IdentityCheck.Needed} independent identifiers are needed.");
        }

        var visit = await record.OpenAsync(visitId, cancellationToken);
        var donor = await donors.FindAsync(visit.DonorId, cancellationToken)
            ?? throw new NotFoundException("DON-404", $"There is no {visit.DonorId.Subject}.");
        var identity = await personal.GetAsync<DonorIdentity>(
            PersonRef.Of(donor.Id), DonorRecords.Identity, donor.Id.Value, cancellationToken)
            ?? throw new RuleException("DON-022", $"{donor.Id.Subject} has no identity on record.");
        var compared = given.ToDictionary(g => g.Key, g => IdentityComparison.Agrees(g.Key, g.Value, donor, identity));
        var check = new IdentityCheck(
            record.NewId(),
            visitId,
            visit.IdentityChecks.Count + 1,
            stage,
            compared.Where(c => c.Value == true).Select(c => c.Key),
            compared.Where(c => c.Value == false).Select(c => c.Key),
            record.Stamp());
        visit.Add(check);
        await record.ChangedAsync(visit, cancellationToken);
        return check;
    }
}
