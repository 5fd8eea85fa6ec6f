using Becs.Domain.Donations;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Donations;

internal sealed class EquipmentStore(BecsDbContext db, ISubjects subjects) : IEquipment
{
    public async Task<Equipment?> FindAsync(EquipmentId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return await db.Set<Equipment>().FindAsync([id], cancellationToken);
    }

    public async Task<Equipment?> FindByCodeAsync(SiteId site, string code, CancellationToken cancellationToken = default)
    {
        var id = await db.Set<Equipment>().Where(e => e.SiteId == site && e.Code == code)
            .Select(e => (EquipmentId?)e.Id).FirstOrDefaultAsync(cancellationToken);
        return id is { } known ? await FindAsync(known, cancellationToken) : null;
    }

    public void Add(Equipment equipment) => db.Add(equipment);
}
