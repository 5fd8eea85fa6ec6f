using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>A bag with everything a hold on which concerns it.</summary>
/// <param name="Unit">The bag.</param>
/// <param name="Donation">Its donation.</param>
/// <param name="Own">The bag, its donation, the donor under every alias, the lots used.</param>
/// <param name="Relatives">Bags it was made from, all the way up, and bags made from the same parents, with their donations and donors.</param>
public sealed record UnitScope(
    Unit Unit, Donation Donation, IReadOnlyList<SubjectRef> Own, IReadOnlyList<SubjectRef> Relatives)
{
    public IEnumerable<SubjectRef> All => Own.Concat(Relatives).Distinct();
}
