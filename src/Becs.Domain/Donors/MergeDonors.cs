using Becs.Contracts.Donors;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Donors;

/// <summary>
/// Makes one record the alias of another. Nothing moves and nothing is deleted: the histories count as one from this commit on, so every
/// verdict about either is evaluated again.
/// </summary>
public sealed class MergeDonors(
    IDonors donors, ISubjects subjects, IEventSink events, ICurrentOperation operation, IIdGenerator ids)
{
    /// <exception cref="NotFoundException">DON-404.</exception>
    /// <exception cref="RuleException">SIG-001; DON-010 when either is an alias already.</exception>
    public async Task<DonorMerge> ExecuteAsync(
        DonorId survivorId, DonorId aliasId, string reasonCode, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.Demand(Permissions.DonorsDecide);
        var signature = context.DemandSignature(SignatureMeanings.MedicalDecision);
        var survivor = await FindAsync(survivorId, cancellationToken);
        var alias = await FindAsync(aliasId, cancellationToken);
        if (!survivor.IsActive)
        {
            throw new RuleException("DON-010", $"{survivorId.Subject} is itself an alias.");
        }

        var touched = (await donors.AliasClosureAsync(survivorId, cancellationToken))
            .Concat(await donors.AliasClosureAsync(aliasId, cancellationToken)).Distinct().ToList();
        alias.BecomeAliasOf(survivorId);
        var merge = new DonorMerge(ids.New(), survivorId, aliasId, reasonCode, signature.Id, FactStamp.Of(context));
        donors.Add(merge);
        foreach (var donor in touched)
        {
            subjects.Bump(donor.Subject);
        }

        events.Raise(survivorId.Subject, new DonorsMerged(survivorId.Value, aliasId.Value));
        return merge;
    }

    private async Task<Donor> FindAsync(DonorId id, CancellationToken cancellationToken) =>
        await donors.FindAsync(id, cancellationToken) ?? throw new NotFoundException("DON-404", $"There is no {id.Subject}.");
}
