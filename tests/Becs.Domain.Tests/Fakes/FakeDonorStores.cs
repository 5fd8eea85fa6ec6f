using System.Globalization;
using Becs.Domain.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Fakes;

/// <summary>Donors, deferrals and visits in memory, touching as the real stores do.</summary>
public sealed class FakeDonorStores(FakeSubjects subjects) : IDonors, IDeferrals, IVisits
{
    private readonly List<Donor> _donors = [];
    private readonly List<Deferral> _deferrals = [];
    private readonly List<DeferralNotice> _notices = [];
    private readonly List<Visit> _visits = [];

    public IReadOnlyList<DonorId> Ids => [.. _donors.Select(d => d.Id)];

    public IReadOnlyList<Deferral> Deferrals => _deferrals;

    public IReadOnlyList<DeferralNotice> Notices => _notices;

    public async Task<Donor?> FindAsync(DonorId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return _donors.Find(d => d.Id == id);
    }

    public async Task<Donor?> FindByNumberAsync(string donorNumber, CancellationToken cancellationToken = default) =>
        _donors.Find(d => d.DonorNumber == donorNumber) is { } donor ? await FindAsync(donor.Id, cancellationToken) : null;

    public async Task<IReadOnlyList<DonorId>> AliasClosureAsync(DonorId id, CancellationToken cancellationToken = default)
    {
        var root = id;
        while (_donors.Find(d => d.Id == root)?.MergedInto is { } next)
        {
            root = next;
        }

        var found = new List<DonorId> { root };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(_donors.Where(d => d.MergedInto == found[i]).Select(d => d.Id));
        }

        foreach (var donor in found)
        {
            await subjects.TouchAsync(donor.Subject, cancellationToken);
        }

        return found;
    }

    public Task<string> NextNumberAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult((_donors.Count + 1).ToString("D00000000", CultureInfo.InvariantCulture));

    public void Add(Donor donor) => _donors.Add(donor);

    public void Add(DonorMerge merge)
    {
    }

    public Task<IReadOnlyList<Deferral>> OfAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Deferral>>([.. _deferrals.Where(d => donors.Contains(d.DonorId))]);

    Task<Deferral?> IDeferrals.FindAsync(Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(_deferrals.Find(d => d.Id == id));

    public Task<DeferralNotice?> FindNoticeAsync(Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_notices.Find(n => n.Id == id));

    public Task<IReadOnlyList<DeferralNotice>> OpenNoticesAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DeferralNotice>>(
            [.. _notices.Where(n => donors.Contains(n.DonorId) && n.SentAt is null).OrderBy(n => n.DueOn)]);

    public void Add(Deferral deferral) => _deferrals.Add(deferral);

    public void Add(DeferralClosure closure)
    {
    }

    public void Add(DeferralNotice notice) => _notices.Add(notice);

    public async Task<Visit?> FindAsync(VisitId id, CancellationToken cancellationToken = default)
    {
        var visit = _visits.Find(v => v.Id == id);
        if (visit is not null)
        {
            await subjects.TouchAsync(visit.DonorId.Subject, cancellationToken);
        }

        return visit;
    }

    public void Add(Visit visit) => _visits.Add(visit);
}
