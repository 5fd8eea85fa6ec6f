using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Testing;

internal sealed class TestStore(BecsDbContext db, ISubjects subjects) : ITests
{
    public async Task<IReadOnlyList<TestOrder>> OrdersOfAsync(
        DonationId donation, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(donation.Subject, cancellationToken);
        var stored = await db.Set<TestOrder>().Where(o => o.DonationId == donation).ToListAsync(cancellationToken);
        return [.. stored.Union(db.Set<TestOrder>().Local.Where(o => o.DonationId == donation)).OrderBy(o => o.Id)];
    }

    public async Task<IReadOnlyList<TestResult>> ResultsOfAsync(
        DonationId donation, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(donation.Subject, cancellationToken);
        return await ResultsOfAsync([donation], cancellationToken);
    }

    public async Task<IReadOnlyList<TestResult>> ResultsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<TestResult>().Where(r => donations.Contains(r.DonationId)).ToListAsync(cancellationToken);
        return Ordered(stored.Union(db.Set<TestResult>().Local.Where(r => donations.Contains(r.DonationId))));
    }

    public async Task<IReadOnlyList<TestResult>> ResultsOfRunAsync(
        TestRunId run, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(run.Subject, cancellationToken);
        var stored = await db.Set<TestResult>().Where(r => r.RunId == run).ToListAsync(cancellationToken);
        return Ordered(stored.Union(db.Set<TestResult>().Local.Where(r => r.RunId == run)));
    }

    public async Task<TestRun?> FindRunAsync(TestRunId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return await db.Set<TestRun>().FindAsync([id], cancellationToken);
    }

    public async Task<TestRun?> FindRunByNumberAsync(
        SiteId site, string number, CancellationToken cancellationToken = default)
    {
        var staged = db.Set<TestRun>().Local.FirstOrDefault(r => r.SiteId == site && r.Number == number);
        if (staged is not null)
        {
            return staged;
        }

        var id = await db.Set<TestRun>().Where(r => r.SiteId == site && r.Number == number).Select(r => (TestRunId?)r.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return id is { } known ? await FindRunAsync(known, cancellationToken) : null;
    }

    public async Task<IReadOnlyList<TestRun>> RunsAsync(
        IReadOnlyCollection<TestRunId> ids, CancellationToken cancellationToken = default)
    {
        foreach (var id in ids)
        {
            await subjects.TouchAsync(id.Subject, cancellationToken);
        }

        var stored = await db.Set<TestRun>().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken);
        return [.. stored.Union(db.Set<TestRun>().Local.Where(r => ids.Contains(r.Id))).OrderBy(r => r.Id.Value)];
    }

    public async Task<SuitabilityProjection?> FindProjectionAsync(
        DonationId donation, CancellationToken cancellationToken = default) =>
        await db.Set<SuitabilityProjection>().FindAsync([donation], cancellationToken);

    public async Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(
        DonationId donation, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(donation.Subject, cancellationToken);
        return await FindingsOfAsync([donation], cancellationToken);
    }

    public async Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default)
    {
        var stored = await db.Set<DiscrepancyFinding>().Where(f => donations.Contains(f.DonationId)).ToListAsync(cancellationToken);
        return [.. stored.Union(db.Set<DiscrepancyFinding>().Local.Where(f => donations.Contains(f.DonationId))).OrderBy(f => f.Id)];
    }

    public void Add(TestOrder order) => db.Add(order);

    public void Add(TestRun run) => db.Add(run);

    public void Add(TestRunInvalidation invalidation) => db.Add(invalidation);

    public void Add(TestResult result) => db.Add(result);

    public void Add(SuitabilityProjection projection) => db.Add(projection);

    public void Add(DiscrepancyFinding finding) => db.Add(finding);

    public void Add(DiscrepancyResolution resolution) => db.Add(resolution);

    // UUIDv7 rises with time.
    private static IReadOnlyList<TestResult> Ordered(IEnumerable<TestResult> results) => [.. results.OrderBy(r => r.Id)];
}
