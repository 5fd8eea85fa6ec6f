using Becs.Domain.Shared;
using Becs.Domain.Testing;
using TestResult = Becs.Domain.Testing.TestResult;

namespace Becs.Domain.Tests.Fakes;

/// <summary>Orders, runs and results in memory, touching as the real store does.</summary>
public sealed class FakeTests(FakeSubjects subjects) : ITests
{
    private readonly List<TestOrder> _orders = [];
    private readonly List<TestRun> _runs = [];
    private readonly List<TestResult> _results = [];
    private readonly List<SuitabilityProjection> _projections = [];
    private readonly List<DiscrepancyFinding> _findings = [];

    public IReadOnlyList<TestResult> Results => _results;

    public Task<IReadOnlyList<TestOrder>> OrdersOfAsync(DonationId donation, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TestOrder>>([.. _orders.Where(o => o.DonationId == donation)]);

    public async Task<IReadOnlyList<TestResult>> ResultsOfAsync(
        DonationId donation, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(donation.Subject, cancellationToken);
        return [.. _results.Where(r => r.DonationId == donation)];
    }

    public Task<IReadOnlyList<TestResult>> ResultsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TestResult>>([.. _results.Where(r => donations.Contains(r.DonationId))]);

    public Task<IReadOnlyList<TestResult>> ResultsOfRunAsync(TestRunId run, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TestResult>>([.. _results.Where(r => r.RunId == run)]);

    public async Task<TestRun?> FindRunAsync(TestRunId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return _runs.Find(r => r.Id == id);
    }

    public async Task<TestRun?> FindRunByNumberAsync(
        SiteId site, string number, CancellationToken cancellationToken = default) =>
        _runs.Find(r => r.SiteId == site && r.Number == number) is { } run
            ? await FindRunAsync(run.Id, cancellationToken)
            : null;

    public async Task<IReadOnlyList<TestRun>> RunsAsync(
        IReadOnlyCollection<TestRunId> ids, CancellationToken cancellationToken = default)
    {
        foreach (var id in ids)
        {
            await subjects.TouchAsync(id.Subject, cancellationToken);
        }

        return [.. _runs.Where(r => ids.Contains(r.Id))];
    }

    public Task<SuitabilityProjection?> FindProjectionAsync(
        DonationId donation, CancellationToken cancellationToken = default) =>
        Task.FromResult(_projections.Find(p => p.DonationId == donation));

    public async Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(
        DonationId donation, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(donation.Subject, cancellationToken);
        return [.. _findings.Where(f => f.DonationId == donation)];
    }

    public Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DiscrepancyFinding>>([.. _findings.Where(f => donations.Contains(f.DonationId))]);

    public void Add(DiscrepancyFinding finding) => _findings.Add(finding);

    public void Add(DiscrepancyResolution resolution)
    {
    }

    public void Add(TestOrder order) => _orders.Add(order);

    public void Add(TestRun run) => _runs.Add(run);

    public void Add(TestRunInvalidation invalidation)
    {
    }

    public void Add(TestResult result) => _results.Add(result);

    public void Add(SuitabilityProjection projection) => _projections.Add(projection);
}
