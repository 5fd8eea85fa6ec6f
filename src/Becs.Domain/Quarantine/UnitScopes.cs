using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>Finds everything a hold on which concerns a bag. Every record read is touched by its store.</summary>
public sealed class UnitScopes(IUnits units, IDonations donations, IDonors donors)
{
    /// <summary>Most bags and generations looked at; a pool has tens of parents, so more is a mistake and blocks.</summary>
    private const int MostRelatives = 500;

    /// <exception cref="NotFoundException">The bag or its donation does not exist.</exception>
    public async Task<UnitScope> OfAsync(UnitId id, CancellationToken cancellationToken = default)
    {
        var unit = await units.FindAsync(id, cancellationToken) ?? throw new NotFoundException("UNT-404", $"There is no {id.Subject}.");
        var donation = await donations.FindAsync(unit.DonationId, cancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {unit.DonationId.Subject}.");
        var own = new List<SubjectRef> { unit.Id.Subject };
        own.AddRange(await SubjectsOfAsync(donation, cancellationToken));

        var relatives = await RelativesAsync(unit, cancellationToken);
        var related = relatives.Select(r => r.Id.Subject).ToList();
        foreach (var other in relatives.Select(r => r.DonationId).Where(d => d != unit.DonationId).Distinct())
        {
            var otherDonation = await donations.FindAsync(other, cancellationToken)
                ?? throw new NotFoundException("DNT-404", $"There is no {other.Subject}.");
            related.AddRange(await SubjectsOfAsync(otherDonation, cancellationToken));
        }

        return new UnitScope(unit, donation, own, [.. related.Distinct()]);
    }

    private async Task<List<SubjectRef>> SubjectsOfAsync(Donation donation, CancellationToken cancellationToken)
    {
        List<SubjectRef> subjects = [donation.Id.Subject];
        foreach (var donor in await donors.AliasClosureAsync(donation.DonorId, cancellationToken))
        {
            subjects.Add(donor.Subject);
        }

        if (donation.Start is { } start)
        {
            subjects.Add(start.BagLotId.Subject);
        }

        return subjects;
    }

    // Ancestors at any distance, and the other bags made from the direct parents.
    private async Task<IReadOnlyCollection<Unit>> RelativesAsync(Unit unit, CancellationToken cancellationToken)
    {
        var found = new Dictionary<UnitId, Unit>();
        var waiting = new Queue<UnitId>(unit.Parents.Select(p => p.ParentId));
        while (waiting.TryDequeue(out var id))
        {
            if (found.ContainsKey(id))
            {
                continue;
            }

            var parent = await units.FindAsync(id, cancellationToken)
                ?? throw new NotFoundException("UNT-404", $"There is no {id.Subject}.");
            Keep(parent);
            foreach (var grandparent in parent.Parents)
            {
                waiting.Enqueue(grandparent.ParentId);
            }
        }

        foreach (var parent in unit.Parents)
        {
            foreach (var sibling in await units.ChildrenOfAsync(parent.ParentId, cancellationToken))
            {
                if (sibling.Id != unit.Id && !found.ContainsKey(sibling.Id))
                {
                    Keep(sibling);
                }
            }
        }

        return found.Values;

        void Keep(Unit relative)
        {
            if (found.Count == MostRelatives)
            {
                throw new RuleException("UNT-005", $"{unit.Id.Subject} has more than {MostRelatives} relatives.");
            }

            found.Add(relative.Id, relative);
        }
    }
}
