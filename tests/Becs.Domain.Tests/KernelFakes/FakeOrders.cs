using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Orders and patients in memory, with the unique indexes of the database.</summary>
public sealed class FakeOrders(ISubjects subjects) : IOrders, IPatients
{
    private int _number;

    public List<Order> Orders { get; } = [];

    public List<Allocation> Allocations { get; } = [];

    public List<Crossmatch> Crossmatches { get; } = [];

    public List<UnitIssue> Issues { get; } = [];

    public List<EmergencySignature> Signatures { get; } = [];

    public List<UnitReturn> Returns { get; } = [];

    public List<Patient> Patients { get; } = [];

    public void Add(Order order) => Orders.Add(order);

    public void Add(Allocation allocation)
    {
        Assert.DoesNotContain(Allocations, a => a.IsOpen && a.UnitId == allocation.UnitId);
        Allocations.Add(allocation);
    }

    public void Add(Crossmatch crossmatch) => Crossmatches.Add(crossmatch);

    public void Add(UnitIssue issue)
    {
        Assert.DoesNotContain(Issues, i => i.UnitId == issue.UnitId && i.Number == issue.Number);
        Issues.Add(issue);
    }

    public void Add(EmergencySignature signature) => Signatures.Add(signature);

    public void Add(UnitReturn unitReturn) => Returns.Add(unitReturn);

    public void Add(Patient patient) => Patients.Add(patient);

    public Task<string> NextNumberAsync(CancellationToken cancellationToken = default) => Task.FromResult($"N{++_number}");

    public async Task<Order?> FindAsync(OrderId id, CancellationToken cancellationToken = default)
    {
        var order = Orders.SingleOrDefault(o => o.Id == id);
        if (order is not null)
        {
            await subjects.TouchAsync(order.PatientId.Subject, cancellationToken);
        }

        return order;
    }

    public async Task<Allocation?> OpenAllocationAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return Allocations.SingleOrDefault(a => a.UnitId == unit && a.IsOpen);
    }

    public Task<IReadOnlyList<Allocation>> AllocationsOfAsync(OrderId order, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Allocation>>([.. Allocations.Where(a => a.OrderId == order)]);

    public async Task<IReadOnlyList<Crossmatch>> CrossmatchesAsync(
        UnitId unit, PatientId patient, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        await subjects.TouchAsync(patient.Subject, cancellationToken);
        return [.. Crossmatches.Where(x => x.UnitId == unit && x.PatientId == patient)];
    }

    public Task<IReadOnlyList<UnitIssue>> IssuesOfAsync(OrderId order, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<UnitIssue>>([.. Issues.Where(i => i.OrderId == order)]);

    public async Task<IReadOnlyList<UnitIssue>> IssuesOfUnitAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return [.. Issues.Where(i => i.UnitId == unit)];
    }

    public Task<UnitIssue?> FindIssueAsync(Guid issueId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Issues.SingleOrDefault(i => i.Id == issueId));

    public Task<EmergencySignature?> EmergencySignatureAsync(Guid issueId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Signatures.SingleOrDefault(s => s.IssueId == issueId));

    public async Task<IReadOnlyList<UnitReturn>> ReturnsOfUnitAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return [.. Returns.Where(r => r.UnitId == unit)];
    }

    public async Task<Patient?> FindAsync(PatientId id, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(id.Subject, cancellationToken);
        return Patients.SingleOrDefault(p => p.Id == id);
    }

    public Task<Patient?> FindByNumberAsync(string patientNumber, CancellationToken cancellationToken = default) =>
        Task.FromResult(Patients.SingleOrDefault(p => p.PatientNumber == patientNumber));
}
