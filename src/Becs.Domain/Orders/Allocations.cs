using Becs.Contracts.Orders;
using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Inventory;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Proposes bags for an order, reserves them through the Allocate gate, and gives reservations back.</summary>
public sealed class Allocations(
    IOrders orders, IUnits units, IStock stock, IssueCases cases, IssueChecks checks, DecisionRecorder recorder, ISubjects subjects,
    IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    /// <summary>Most bags looked at for one line.</summary>
    private const int MostCandidates = 200;

    private OperationContext Operation => current.Context;

    /// <summary>
    /// Bags that pass every check of the Allocate gate now, shortest-dated first, at most as many as the line still asks for. A proposal
    /// binds nobody: allocation checks again.
    /// </summary>
    public async Task<IReadOnlyList<StockItem>> ProposeAsync(
        OrderId orderId, int lineNumber, bool isEmergency = false, int minimumRemainingMinutes = 0,
        CancellationToken cancellationToken = default)
    {
        if (!Operation.IsSystem)
        {
            Operation.Demand(Permissions.OrdersAllocate);
        }

        var order = await orders.FindAsync(orderId, cancellationToken)
            ?? throw new NotFoundException("ORD-404", $"There is no {orderId.Subject}.");
        var line = order.Lines.FirstOrDefault(l => l.Number == lineNumber)
            ?? throw new InputException("ORD-002", "lineNumber", $"{orderId.Subject} has no line {lineNumber}.");
        var filter = new StockFilter(
            order.SiteId, line.ComponentClass, Operation.NowAt.AddMinutes(minimumRemainingMinutes), Limit: MostCandidates);
        var proposed = new List<StockItem>();
        foreach (var item in await stock.ListAsync(filter, cancellationToken))
        {
            if (proposed.Count == line.Quantity)
            {
                break;
            }

            var c = await cases.LoadAsync(orderId, item.UnitId, lineNumber, isEmergency, minimumRemainingMinutes, cancellationToken);
            if ((await checks.EvaluateAsync(GateName.Allocate, c, null, cancellationToken)).IsClear)
            {
                proposed.Add(item);
            }
        }

        return proposed;
    }

    /// <summary>Passes the Allocate gate and reserves the bag. Needs <see cref="Permissions.OrdersAllocate"/>.</summary>
    public async Task<AllocationOutcome> AllocateAsync(
        OrderId orderId, int lineNumber, UnitId unitId, bool isEmergency = false, int minimumRemainingMinutes = 0,
        CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.OrdersAllocate);
        Operation.DemandPerson();
        var c = await cases.LoadAsync(orderId, unitId, lineNumber, isEmergency, minimumRemainingMinutes, cancellationToken);
        var vector = await checks.EvaluateAsync(GateName.Allocate, c, null, cancellationToken);
        var decision = await recorder.RecordAsync(
            GateName.Allocate, unitId.Subject, c.Reads, vector.IsClear ? GateVerdict.Clear : GateVerdict.Blocked, vector.ToJson(),
            cancellationToken);
        if (!vector.IsClear)
        {
            return new AllocationOutcome(null, vector, decision.Id);
        }

        c.Unit.Allocate(decision, Operation);
        c.Order.TakeUp();
        var allocation = new Allocation(ids.New(), unitId, c.Order, lineNumber, decision.Id, FactStamp.Of(Operation));
        orders.Add(allocation);
        subjects.Bump(unitId.Subject);
        events.Raise(unitId.Subject, new UnitAllocated(
            allocation.Id, unitId.Value, orderId.Value, c.Patient.Id.Value, decision.Id));
        return new AllocationOutcome(allocation, vector, decision.Id);
    }

    /// <summary>Gives a reserved bag back to stock. Needs <see cref="Permissions.OrdersAllocate"/>.</summary>
    public async Task CancelAsync(UnitId unitId, string reasonCode, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.OrdersAllocate);
        var allocation = await orders.OpenAllocationAsync(unitId, cancellationToken)
            ?? throw new RuleException("ALC-001", $"{unitId.Subject} is not allocated.");
        await EndAsync(allocation, reasonCode, cancellationToken);
    }

    /// <summary>Gives a reserved bag back as the consequence of something whose authority was checked already.</summary>
    internal async Task EndAsync(Allocation allocation, string reasonCode, CancellationToken cancellationToken)
    {
        var unit = await units.FindAsync(allocation.UnitId, cancellationToken)
            ?? throw new NotFoundException("UNT-404", $"There is no {allocation.UnitId.Subject}.");
        allocation.Close(Operation.NowAt, reasonCode);
        unit.Deallocate();
        subjects.Bump(unit.Id.Subject);
        events.Raise(unit.Id.Subject, new AllocationCancelled(
            allocation.Id, unit.Id.Value, allocation.OrderId.Value, reasonCode));
    }
}
