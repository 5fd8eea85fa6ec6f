using Becs.Domain.Components;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;

namespace Becs.Persistence.Components;

internal sealed class FateStore(BecsDbContext db, ISubjects subjects) : IFates
{
    public void Add(Fate fate) => db.Add(fate);

    public async Task<Fate?> OfAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return (await db.WithStagedAsync<Fate>(f => f.UnitId == unit, cancellationToken)).SingleOrDefault();
    }
}
