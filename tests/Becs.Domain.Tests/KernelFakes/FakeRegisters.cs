using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using TestResult = Becs.Domain.Testing.TestResult;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>As much of donors, donations and results as the gates of bags read besides their own blockers.</summary>
public sealed class FakeRegisters(ISubjects subjects) : IDonations, IDonors, ITests
{
    public List<Donation> Donations { get; } = [];

    public List<TestResult> Results { get; } = [];

    public List<DonorId> Aliases { get; } = [];

    public void Add(Donation donation) => Donations.Add(donation);

    public void Add(TestResult result) => Results.Add(result);

    public void Add(Donor donor) => throw new NotSupportedException();

    public void Add(DonorMerge merge) => throw new NotSupportedException();

    public void Add(TestOrder order) => throw new NotSupportedException();

    public void Add(TestRun run) => throw new NotSupportedException();

    public void Add(TestRunInvalidation invalidation) => throw new NotSupportedException();

    public void Add(SuitabilityProjection projection) => throw new NotSupportedException();

    public async Task<Donation?> FindAsync(DonationId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return Donations.SingleOrDefault(d => d.Id == id);
    }

    public Task<Donation?> FindByDinAsync(DonationNumber din, CancellationToken cancellationToken = default) =>
        Task.FromResult(Donations.SingleOrDefault(d => d.Din == din));

    public Task<IReadOnlyList<Donation>> OfDonorsAsync(
        IReadOnlyCollection<DonorId> donors, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Donation>>([.. Donations.Where(d => donors.Contains(d.DonorId))]);

    public async Task<IReadOnlyList<DonorId>> AliasClosureAsync(DonorId id, CancellationToken cancellationToken = default)
    {
        List<DonorId> closure = [id, .. Aliases];
        foreach (var donor in closure)
        {
            await subjects.TouchAsync(donor.Subject, cancellationToken);
        }

        return closure;
    }

    public Task<Donor?> FindAsync(DonorId id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Donor?> FindByNumberAsync(string donorNumber, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<string> NextNumberAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<TestOrder>> OrdersOfAsync(DonationId donation, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TestResult>> ResultsOfAsync(DonationId donation, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TestResult>>([.. Results.Where(r => r.DonationId == donation)]);

    public Task<IReadOnlyList<TestResult>> ResultsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<TestResult>> ResultsOfRunAsync(TestRunId run, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<TestRun?> FindRunAsync(TestRunId id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TestRun?> FindRunByNumberAsync(SiteId site, string number, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TestRun>> RunsAsync(
        IReadOnlyCollection<TestRunId> ids, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<SuitabilityProjection?> FindProjectionAsync(DonationId donation, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(DonationId donation, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DiscrepancyFinding>>([]);

    public Task<IReadOnlyList<DiscrepancyFinding>> FindingsOfAsync(
        IReadOnlyCollection<DonationId> donations, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DiscrepancyFinding>>([]);

    public void Add(DiscrepancyFinding finding) => throw new NotSupportedException();

    public void Add(DiscrepancyResolution resolution) => throw new NotSupportedException();
}
