using Becs.Contracts.Components;
using Becs.Domain.Orders;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Components;

/// <summary>Ends a bag by destruction. An open allocation of it is cancelled.</summary>
public sealed class DiscardUnit(
    IUnits units, IFates fates, IOrders orders, ISubjects subjects, IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>
    /// Needs <see cref="Permissions.ComponentsDiscard"/>; a biohazard reason also a signature of this operation with the meaning
    /// <c>discarded</c>.
    /// </summary>
    public async Task RunAsync(UnitId unitId, string reasonCode, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.ComponentsDiscard);
        Operation.DemandPerson();
        if (DiscardReasons.Biohazard.Contains(reasonCode))
        {
            Operation.DemandSignature(SignatureMeanings.Discarded);
        }

        var unit = await units.FindAsync(unitId, cancellationToken)
            ?? throw new NotFoundException("UNT-404", $"There is no {unitId.Subject}.");
        if (unit.Status == UnitStatus.Issued)
        {
            throw new RuleException("UNT-003", $"{unitId.Subject} is issued: record its return or its waste.");
        }

        await EndAsync(unit, reasonCode, null, cancellationToken);
    }

    /// <summary>Ends the bag as part of a decision whose authority was checked already.</summary>
    internal async Task EndAsync(Unit unit, string reasonCode, HoldId? hold, CancellationToken cancellationToken)
    {
        if (!DiscardReasons.All.Contains(reasonCode))
        {
            throw new InputException("UNT-004", "reasonCode", $"There is no discard reason '{reasonCode}'.");
        }

        if (await orders.OpenAllocationAsync(unit.Id, cancellationToken) is { } allocation)
        {
            allocation.Close(Operation.NowAt, "discarded");
            events.Raise(allocation.OrderId.Subject, new Contracts.Orders.AllocationCancelled(
                allocation.Id, unit.Id.Value, allocation.OrderId.Value, "discarded"));
        }

        unit.Discard();
        fates.Add(new Fate(ids.New(), unit.Id, FateKind.Discarded, reasonCode, Operation.NowAt, FactStamp.Of(Operation)));
        subjects.Bump(unit.Id.Subject);
        events.Raise(unit.Id.Subject, new ComponentDiscarded(
            unit.Id.Value, unit.DonationId.Value, unit.Din.Value, unit.Label.ProductCode, reasonCode, hold?.Value));
    }
}
