using System.Globalization;
using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Donors;

internal sealed class DonorStore(BecsDbContext db, ISubjects subjects) : IDonors
{
    private const int MostAliases = 100;

    public async Task<Donor?> FindAsync(DonorId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return await db.Set<Donor>().FindAsync([id], cancellationToken);
    }

    public async Task<Donor?> FindByNumberAsync(string donorNumber, CancellationToken cancellationToken = default)
    {
        var id = await db.Set<Donor>().Where(d => d.DonorNumber == donorNumber).Select(d => (DonorId?)d.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return id is { } known ? await FindAsync(known, cancellationToken) : null;
    }

    // Walks up and down until nothing new turns up. Each record is touched before its pointer is read.
    public async Task<IReadOnlyList<DonorId>> AliasClosureAsync(DonorId id, CancellationToken cancellationToken = default)
    {
        var found = new HashSet<DonorId>();
        var waiting = new Queue<DonorId>([id]);
        while (waiting.TryDequeue(out var next))
        {
            if (!found.Add(next))
            {
                continue;
            }

            if (found.Count > MostAliases)
            {
                throw new RuleException("DON-012", $"{id.Subject} has more than {MostAliases} merged records.");
            }

            var donor = await FindAsync(next, cancellationToken);
            if (donor?.MergedInto is { } survivor)
            {
                waiting.Enqueue(survivor);
            }

            var aliases = await db.Set<Donor>().Where(d => d.MergedInto == next).Select(d => d.Id)
                .ToListAsync(cancellationToken);
            var staged = db.ChangeTracker.Entries<Donor>().Select(e => e.Entity).Where(d => d.MergedInto == next)
                .Select(d => d.Id);
            aliases.Union(staged).ToList().ForEach(waiting.Enqueue);
        }

        return [.. found.OrderBy(d => d.Value)];
    }

    public async Task<string> NextNumberAsync(CancellationToken cancellationToken = default)
    {
        var number = await db.TakeSerialAsync("donor", cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"D{number:00000000}");
    }

    public void Add(Donor donor) => db.Add(donor);

    public void Add(DonorMerge merge) => db.Add(merge);
}
