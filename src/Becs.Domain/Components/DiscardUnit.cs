using Becs.Contracts.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Components;

/// <summary>
/// Ends a bag by destruction. Biohazard is destroyed by two persons (domain.md 8.7): the first signs, another confirms. It is biohazard
/// by the reason given, or because the records say that it is reactive or grew bacteria, whatever reason is given.
/// </summary>
public sealed class DiscardUnit(
    IUnits units, IFates fates, IOrders orders, ReleaseEvaluation release, ISubjects subjects, IEventSink events, IIdGenerator ids,
    ICurrentOperation current)
{
    private static readonly HashSet<string> _infectious = new(StringComparer.Ordinal) { "RB-14", "RB-20" };

    private OperationContext Operation => current.Context;

    /// <summary>
    /// Needs <see cref="Permissions.ComponentsDiscard"/>; for biohazard also a signature of this operation with the meaning
    /// <c>discarded</c>, and then the bag waits for <see cref="ConfirmAsync"/> by somebody else.
    /// </summary>
    /// <exception cref="RuleException">UNT-003: issued; UNT-007: signed for destruction already; SIG-001: not signed.</exception>
    public async Task<DiscardResult> RunAsync(UnitId unitId, string reasonCode, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.ComponentsDiscard);
        Operation.DemandPerson();
        DemandReason(reasonCode);
        var unit = await LoadAsync(unitId, cancellationToken);
        if (unit.AwaitsDestruction)
        {
            throw new RuleException(
                "UNT-007", $"{unitId.Subject} was signed for destruction already: another person confirms it or sends it back.");
        }

        if (!DiscardReasons.Biohazard.Contains(reasonCode) && !await IsInfectiousAsync(unitId, cancellationToken))
        {
            await EndAsync(unit, reasonCode, null, cancellationToken);
            return DiscardResult.Discarded;
        }

        Operation.DemandSignature(SignatureMeanings.Discarded);
        unit.SignDestruction(reasonCode, Operation);
        await CloseAllocationAsync(unit, isEnd: false, cancellationToken);
        subjects.Bump(unitId.Subject);
        events.Raise(unitId.Subject, new ComponentDestructionSigned(
            unitId.Value, unit.DonationId.Value, unit.Din.Value, unit.Label.ProductCode, reasonCode));
        return DiscardResult.WitnessNeeded;
    }

    /// <summary>
    /// The second person saw the bag destroyed. Needs <see cref="Permissions.ComponentsDiscard"/> and a signature of this operation with
    /// the meaning <c>witnessed</c>, of somebody other than who signed first.
    /// </summary>
    /// <param name="unitId">The bag.</param>
    /// <param name="scannedDin">What was scanned from the bag in hand.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ForbiddenException">UNT-009: the same person.</exception>
    /// <exception cref="InputException">UNT-010: the scan is of another bag.</exception>
    public async Task ConfirmAsync(UnitId unitId, DonationNumber scannedDin, CancellationToken cancellationToken = default)
    {
        var unit = await DemandSecondAsync(unitId, cancellationToken);
        Operation.DemandSignature(SignatureMeanings.WitnessedBySecondPerson);
        if (scannedDin != unit.Din)
        {
            throw new InputException("UNT-010", "din", $"{unitId.Subject}: the donation number scanned is not the one of this bag.");
        }

        await EndAsync(unit, unit.DestructionReason!, null, cancellationToken);
    }

    /// <summary>The second person found that the bag is not destroyed: it waits for a decision again.</summary>
    public async Task SendBackAsync(UnitId unitId, CancellationToken cancellationToken = default)
    {
        var unit = await DemandSecondAsync(unitId, cancellationToken);
        unit.SendDestructionBack();
        subjects.Bump(unitId.Subject);
        events.Raise(unitId.Subject, new ComponentDestructionSentBack(
            unitId.Value, unit.DonationId.Value, unit.Din.Value, unit.Label.ProductCode));
    }

    /// <summary>Ends the bag as part of a decision whose authority was checked already.</summary>
    internal async Task EndAsync(Unit unit, string reasonCode, HoldId? hold, CancellationToken cancellationToken)
    {
        DemandReason(reasonCode);
        await CloseAllocationAsync(unit, isEnd: true, cancellationToken);
        unit.Discard();
        fates.Add(new Fate(ids.New(), unit.Id, FateKind.Discarded, reasonCode, Operation.NowAt, FactStamp.Of(Operation)));
        subjects.Bump(unit.Id.Subject);
        events.Raise(unit.Id.Subject, new ComponentDiscarded(
            unit.Id.Value, unit.DonationId.Value, unit.Din.Value, unit.Label.ProductCode, reasonCode, hold?.Value));
    }

    private static void DemandReason(string reasonCode)
    {
        if (!DiscardReasons.All.Contains(reasonCode))
        {
            throw new InputException("UNT-004", "reasonCode", $"There is no discard reason '{reasonCode}'.");
        }
    }

    private async Task<Unit> LoadAsync(UnitId unitId, CancellationToken cancellationToken)
    {
        var unit = await units.FindAsync(unitId, cancellationToken)
            ?? throw new NotFoundException("UNT-404", $"There is no {unitId.Subject}.");
        return unit.Status == UnitStatus.Issued
            ? throw new RuleException("UNT-003", $"{unitId.Subject} is issued: record its return or its waste.")
            : unit;
    }

    private async Task<Unit> DemandSecondAsync(UnitId unitId, CancellationToken cancellationToken)
    {
        Operation.Demand(Permissions.ComponentsDiscard);
        Operation.DemandPerson();
        var unit = await LoadAsync(unitId, cancellationToken);
        if (!unit.AwaitsDestruction)
        {
            throw new RuleException("UNT-008", $"{unitId.Subject}: nobody signed for its destruction.");
        }

        return unit.DestructionSignedById == Operation.UserId
            ? throw new ForbiddenException(
                "UNT-009", $"The destruction of {unitId.Subject} is confirmed by somebody other than who signed first.")
            : unit;
    }

    // What could not be evaluated counts as infectious: a second person more does no harm.
    private async Task<bool> IsInfectiousAsync(UnitId unitId, CancellationToken cancellationToken)
    {
        var (vector, _) = await release.EvaluateAsync(unitId, ReleaseStage.LabelClearance, cancellationToken);
        return vector.Blocking.Any(b => b.State == BlockerState.Blocked && _infectious.Contains(b.Blocker));
    }

    private async Task CloseAllocationAsync(Unit unit, bool isEnd, CancellationToken cancellationToken)
    {
        if (await orders.OpenAllocationAsync(unit.Id, cancellationToken) is not { } allocation)
        {
            return;
        }

        allocation.Close(Operation.NowAt, "discarded");
        if (!isEnd)
        {
            unit.Deallocate();
        }

        events.Raise(allocation.OrderId.Subject, new Contracts.Orders.AllocationCancelled(
            allocation.Id, unit.Id.Value, allocation.OrderId.Value, "discarded"));
    }
}
