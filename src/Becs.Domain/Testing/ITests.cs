using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Orders, runs and results. Results are guarded by the safety version of their donation: touch it first. What this
/// operation added is found too.</summary>
public interface ITests
{
    Task<IReadOnlyList<TestOrder>> OrdersOfAsync(DonationId donation, CancellationToken cancellationToken = default);

    /// <summary>Every result of a donation, of void runs too, oldest first; touches the donation before reading.</summary>
    Task<IReadOnlyList<TestResult>> ResultsOfAsync(DonationId donation, CancellationToken cancellationToken = default);

    /// <summary>Results of several donations, for history; touches none: what changes them bumps the donor as well.</summary>
    Task<IReadOnlyList<TestResult>> ResultsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default);

    /// <summary>Results a run gave, to whatever donation.</summary>
    Task<IReadOnlyList<TestResult>> ResultsOfRunAsync(TestRunId run, CancellationToken cancellationToken = default);

    /// <summary>Touches the run before reading it.</summary>
    Task<TestRun?> FindRunAsync(TestRunId id, CancellationToken cancellationToken = default);

    Task<TestRun?> FindRunByNumberAsync(SiteId site, string number, CancellationToken cancellationToken = default);

    /// <summary>Several runs at once; touches each before reading.</summary>
    Task<IReadOnlyList<TestRun>> RunsAsync(
        IReadOnlyCollection<TestRunId> ids, CancellationToken cancellationToken = default);

    Task<SuitabilityProjection?> FindProjectionAsync(DonationId donation, CancellationToken cancellationToken = default);

    /// <summary>What was found out about discrepancies of a donation, oldest first; touches the donation before reading.</summary>
    Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(DonationId donation, CancellationToken cancellationToken = default);

    /// <summary>As above for several donations, for history; touches none: what changes them bumps the donor as well.</summary>
    Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default);

    void Add(TestOrder order);

    void Add(TestRun run);

    void Add(TestRunInvalidation invalidation);

    void Add(TestResult result);

    void Add(SuitabilityProjection projection);

    void Add(DiscrepancyFinding finding);

    void Add(DiscrepancyResolution resolution);
}
