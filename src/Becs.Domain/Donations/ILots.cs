using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Lots; a read touches the lot's safety version.</summary>
public interface ILots
{
    Task<Lot?> FindAsync(LotId id, CancellationToken cancellationToken = default);

    Task<Lot?> FindByNumberAsync(LotKind kind, string number, CancellationToken cancellationToken = default);

    void Add(Lot lot);
}
