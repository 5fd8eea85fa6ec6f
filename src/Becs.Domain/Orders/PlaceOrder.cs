using Becs.Contracts.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Orders;

/// <summary>Places and withdraws hospital orders.</summary>
public sealed class PlaceOrder(
    IOrders orders, IPatients patients, ISites sites, Allocations allocations, IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    private const int MostLines = 20;
    private const int MostUnits = 100;

    private OperationContext Operation => current.Context;

    /// <summary>Orders from a supplier's stock for a patient. The ordering hospital is the site of the operation.</summary>
    public async Task<Order> RunAsync(
        PatientId patientId, SiteId supplierSiteId, OrderUrgency urgency, DateTime neededByAt, IReadOnlyList<OrderLine> lines,
        CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.OrdersPlace);
        Operation.DemandPerson();
        Check(urgency, neededByAt, lines);
        _ = await patients.FindAsync(patientId, cancellationToken)
            ?? throw new NotFoundException("PAT-404", $"There is no {patientId.Subject}.");
        _ = await sites.FindAsync(supplierSiteId, cancellationToken)
            ?? throw new NotFoundException("SIT-404", $"There is no {supplierSiteId.Subject}.");
        var order = new Order(
            new OrderId(ids.New()), await orders.NextNumberAsync(cancellationToken), patientId, Operation.SiteId, supplierSiteId, urgency,
            neededByAt, lines, FactStamp.Of(Operation));
        orders.Add(order);
        events.Raise(order.Id.Subject, new OrderPlaced(
            order.Id.Value, patientId.Value, order.HospitalSiteId.Value, urgency.ToString(), neededByAt,
            [.. lines.Select(l => new OrderedLine(l.ComponentClass.ToString(), l.Quantity, l.SpecialNeeds))]));
        foreach (var line in lines)
        {
            for (var ordinal = 1; ordinal <= line.Quantity; ordinal++)
            {
                events.Raise(order.Id.Subject, new UnitRequested(
                    ids.New(), order.Id.Value, line.Number, ordinal, line.ComponentClass.ToString(), urgency.ToString(),
                    order.HospitalSiteId.Value, order.SiteId.Value));
            }
        }

        return order;
    }

    /// <summary>Withdraws an open order and cancels its open allocations.</summary>
    public async Task CancelAsync(OrderId id, string reasonCode, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.OrdersPlace);
        var order = await orders.FindAsync(id, cancellationToken) ?? throw new NotFoundException("ORD-404", $"There is no {id.Subject}.");
        if (order.HospitalSiteId != Operation.SiteId && order.SiteId != Operation.SiteId)
        {
            throw new ForbiddenException("ORD-005", $"{id.Subject} belongs to other sites.");
        }

        order.Cancel(reasonCode, Operation.NowAt);
        foreach (var allocation in (await orders.AllocationsOfAsync(id, cancellationToken)).Where(a => a.IsOpen))
        {
            await allocations.EndAsync(allocation, reasonCode, cancellationToken);
        }

        events.Raise(id.Subject, new OrderCancelled(id.Value, order.PatientId.Value, reasonCode));
    }

    private void Check(OrderUrgency urgency, DateTime neededByAt, IReadOnlyList<OrderLine> lines)
    {
        if (!Enum.IsDefined(urgency))
        {
            throw new InputException("ORD-001", "urgency", "An order is routine, urgent or an emergency.");
        }

        if (neededByAt < Operation.NowAt || neededByAt > Operation.NowAt.AddDays(90))
        {
            throw new InputException("ORD-001", "neededByAt", "An order is needed within the next 90 days, not in the past.");
        }

        if (lines.Count is 0 or > MostLines || lines.Select(l => l.Number).Distinct().Count() != lines.Count)
        {
            throw new InputException("ORD-001", "lines", $"An order has 1 to {MostLines} lines, numbered.");
        }

        foreach (var line in lines)
        {
            if (line.Quantity is < 1 or > MostUnits || !Enum.IsDefined(line.ComponentClass))
            {
                throw new InputException("ORD-001", "quantity", $"Line {line.Number} asks for 1 to {MostUnits} units of a component.");
            }

            if (line.SpecialNeeds.FirstOrDefault(n => !SpecialNeedCodes.All.Contains(n)) is { } unknown)
            {
                throw new InputException("ORD-001", "specialNeeds", $"There is no special need '{unknown}'.");
            }
        }
    }
}
