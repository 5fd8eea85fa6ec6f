using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Equipment; a read touches its safety version.</summary>
public interface IEquipment
{
    Task<Equipment?> FindAsync(EquipmentId id, CancellationToken cancellationToken = default);

    Task<Equipment?> FindByCodeAsync(SiteId site, string code, CancellationToken cancellationToken = default);

    void Add(Equipment equipment);
}
