using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Donors;

internal sealed class DeferralStore(BecsDbContext db, ISubjects subjects) : IDeferrals
{
    public async Task<IReadOnlyList<Deferral>> OfAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default)
    {
        foreach (var donor in donors)
        {
            await subjects.TouchAsync(donor.Subject, cancellationToken);
        }

        var stored = await db.Set<Deferral>().Where(d => donors.Contains(d.DonorId)).ToListAsync(cancellationToken);
        var staged = db.Set<Deferral>().Local.Where(d => donors.Contains(d.DonorId));
        return [.. stored.Union(staged).OrderBy(d => d.Stamp.RecordedAt).ThenBy(d => d.Id)];
    }

    public async Task<Deferral?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        // Whose it is never changes; what is read after the touch may.
        var donor = await db.Set<Deferral>().Where(d => d.Id == id).Select(d => (DonorId?)d.DonorId)
            .FirstOrDefaultAsync(cancellationToken);
        if (donor is { } known)
        {
            await subjects.TouchAsync(known.Subject, cancellationToken);
        }

        return await db.Set<Deferral>().FindAsync([id], cancellationToken);
    }

    public async Task<DeferralNotice?> FindNoticeAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<DeferralNotice>().FindAsync([id], cancellationToken);

    public async Task<IReadOnlyList<DeferralNotice>> OpenNoticesAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<DeferralNotice>()
            .Where(n => donors.Contains(n.DonorId) && n.SentAt == null).ToListAsync(cancellationToken);
        var staged = db.Set<DeferralNotice>().Local.Where(n => donors.Contains(n.DonorId));
        return [.. stored.Union(staged).Where(n => n.SentAt is null).OrderBy(n => n.DueOn).ThenBy(n => n.Id)];
    }

    public void Add(Deferral deferral) => db.Add(deferral);

    public void Add(DeferralClosure closure) => db.Add(closure);

    public void Add(DeferralNotice notice) => db.Add(notice);
}
