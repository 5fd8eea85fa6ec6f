using Becs.Domain.Orders;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Orders;

internal sealed class OrderStore(BecsDbContext db, ISubjects subjects, IIdGenerator ids) : IOrders
{
    public void Add(Order order) => db.Add(order);

    public void Add(Allocation allocation) => db.Add(allocation);

    public void Add(Crossmatch crossmatch) => db.Add(crossmatch);

    public void Add(UnitIssue issue) => db.Add(issue);

    public void Add(EmergencySignature signature) => db.Add(signature);

    public void Add(UnitReturn unitReturn) => db.Add(unitReturn);

    public Task<string> NextNumberAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(RandomNumbers.New(ids, "O"));

    public async Task<Order?> FindAsync(OrderId id, CancellationToken cancellationToken = default)
    {
        var order = await db.Set<Order>().FindAsync([id], cancellationToken);
        if (order is not null)
        {
            await subjects.TouchAsync(order.PatientId.Subject, cancellationToken);
        }

        return order;
    }

    public async Task<Allocation?> OpenAllocationAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return (await db.WithStagedAsync<Allocation>(a => a.UnitId == unit && a.ClosedAt == null, cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<Allocation>> AllocationsOfAsync(OrderId order, CancellationToken cancellationToken = default) =>
        await db.WithStagedAsync<Allocation>(a => a.OrderId == order, cancellationToken);

    public async Task<IReadOnlyList<Crossmatch>> CrossmatchesAsync(
        UnitId unit, PatientId patient, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        await subjects.TouchAsync(patient.Subject, cancellationToken);
        var found = await db.WithStagedAsync<Crossmatch>(x => x.UnitId == unit && x.PatientId == patient, cancellationToken);
        return [.. found.OrderBy(x => x.Stamp.RecordedAt).ThenBy(x => x.Id)];
    }

    public async Task<IReadOnlyList<UnitIssue>> IssuesOfAsync(OrderId order, CancellationToken cancellationToken = default) =>
        await db.WithStagedAsync<UnitIssue>(i => i.OrderId == order, cancellationToken);

    public async Task<IReadOnlyList<UnitIssue>> IssuesOfUnitAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return [.. (await db.WithStagedAsync<UnitIssue>(i => i.UnitId == unit, cancellationToken)).OrderBy(i => i.Number)];
    }

    public async Task<UnitIssue?> FindIssueAsync(Guid issueId, CancellationToken cancellationToken = default) =>
        await db.Set<UnitIssue>().FindAsync([issueId], cancellationToken);

    public async Task<EmergencySignature?> EmergencySignatureAsync(Guid issueId, CancellationToken cancellationToken = default) =>
        await db.Set<EmergencySignature>().FindAsync([issueId], cancellationToken);

    public async Task<IReadOnlyList<UnitReturn>> ReturnsOfUnitAsync(UnitId unit, CancellationToken cancellationToken = default)
    {
        await subjects.TouchAsync(unit.Subject, cancellationToken);
        return await db.WithStagedAsync<UnitReturn>(r => r.UnitId == unit, cancellationToken);
    }
}
