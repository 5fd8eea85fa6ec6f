using Becs.Contracts.Orders;
using Becs.Domain.Components;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>What becomes of an issued bag: returned, transfused or wasted.</summary>
public sealed class UnitOutcomes(
    IUnits units, IOrders orders, IFates fates, HoldRegister holds, ISubjects subjects, IEventSink events, IIdGenerator ids,
    ICurrentOperation current)
{
    /// <summary>Red cells were shipped and kept at 1 to 10 degrees Celsius (21 CFR 640.2(c)), tenths of a degree.</summary>
    public const int WarmestRedCellsTenthsC = 100;

    public const int ColdestRedCellsTenthsC = 10;

    /// <summary>Longest time out of controlled storage when no temperature was measured, minutes (practice; domain.md 8.6).</summary>
    public const int LongestMinutesOut = 30;

    /// <summary>Platelets stay at 20 to 24 degrees Celsius, tenths of a degree.</summary>
    public const int ColdestPlateletsTenthsC = 200;

    public const int WarmestPlateletsTenthsC = 240;

    private OperationContext Operation => current.Context;

    /// <summary>
    /// Takes an issued bag back. Accepted, it is in stock again under its release decision, and every issue check runs anew; not accepted, it
    /// is held, never in stock again, and ends by discard. Needs <see cref="Permissions.UnitsReturn"/>.
    /// </summary>
    public async Task<UnitReturn> ReturnAsync(UnitId id, ReturnCondition condition, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.UnitsReturn);
        Operation.DemandPerson();
        var (unit, issue) = await IssuedAsync(id, cancellationToken);
        if (unit.SiteId != Operation.SiteId)
        {
            throw new ForbiddenException("OUT-003", $"{id.Subject} returns to the site that issued it.");
        }

        var obstacle = Obstacle(unit, condition);
        var unitReturn = new UnitReturn(
            ids.New(), issue, condition, obstacle is null, obstacle ?? "fit", FactStamp.Of(Operation));
        orders.Add(unitReturn);
        if (obstacle is null)
        {
            unit.Restock();
        }
        else
        {
            unit.ReturnUnfit();
            await holds.PlaceByRuleAsync(HoldScope.Unit, id.Value, HoldReasons.ReturnedUnfit, obstacle, cancellationToken);
        }

        subjects.Bump(id.Subject);
        events.Raise(id.Subject, new UnitReturned(id.Value, issue.OrderId.Value, obstacle is null, unitReturn.ReasonCode));
        return unitReturn;
    }

    /// <summary>The bag was given to the patient it was issued for. Needs <see cref="Permissions.TransfusionsReport"/>.</summary>
    public async Task<Fate> TransfuseAsync(UnitId id, DateTime transfusedAt, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.TransfusionsReport);
        Operation.DemandPerson();
        var (unit, issue) = await IssuedAsync(id, cancellationToken);
        if (transfusedAt > Operation.NowAt || transfusedAt < issue.Issued.RecordedAt)
        {
            throw new InputException("OUT-002", "transfusedAt", $"{id.Subject} is transfused after its issue and not in the future.");
        }

        unit.Transfuse();
        var fate = End(unit, FateKind.Transfused, "transfused", transfusedAt);
        events.Raise(
            id.Subject, new UnitTransfused(id.Value, issue.OrderId.Value, issue.PatientId.Value, transfusedAt), transfusedAt);
        return fate;
    }

    /// <summary>The bag was issued, not given, and cannot return. Needs <see cref="Permissions.TransfusionsReport"/>.</summary>
    public async Task<Fate> WasteAsync(UnitId id, string reasonCode, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.TransfusionsReport);
        Operation.DemandPerson();
        if (!DiscardReasons.All.Contains(reasonCode))
        {
            throw new InputException("UNT-004", "reasonCode", $"There is no discard reason '{reasonCode}'.");
        }

        var (unit, issue) = await IssuedAsync(id, cancellationToken);
        unit.Discard();
        var fate = End(unit, FateKind.Wasted, reasonCode, Operation.NowAt);
        events.Raise(id.Subject, new UnitWasted(id.Value, issue.OrderId.Value, reasonCode));
        return fate;
    }

    // 21 CFR 640.2(c); a measured temperature outweighs the 30-minute rule, which lets warm bags through (domain.md 8.6).
    private string? Obstacle(Unit unit, ReturnCondition condition)
    {
        if (!condition.IsSealIntact)
        {
            return "seal-broken";
        }

        if (unit.IsExpiredAt(Operation.NowAt))
        {
            return "expired";
        }

        var (coldest, warmest) = unit.ComponentClass switch
        {
            Isbt128.ComponentClass.RedCells or Isbt128.ComponentClass.WholeBlood => (ColdestRedCellsTenthsC, WarmestRedCellsTenthsC),
            Isbt128.ComponentClass.Platelets => (ColdestPlateletsTenthsC, WarmestPlateletsTenthsC),

            // Plasma and cryoprecipitate were thawed for issue or may have thawed: no return to frozen stock.
            _ => (0, -1),
        };
        if (coldest > warmest)
        {
            return "component-not-returnable";
        }

        if (condition.TemperatureTenthsC is { } measured)
        {
            return measured >= coldest && measured <= warmest ? null : "temperature";
        }

        return condition.MinutesOutOfControl is >= 0 and <= LongestMinutesOut ? null : "too-long-out";
    }

    private Fate End(Unit unit, FateKind kind, string reasonCode, DateTime occurredAt)
    {
        var fate = new Fate(ids.New(), unit.Id, kind, reasonCode, occurredAt, FactStamp.Of(Operation));
        fates.Add(fate);
        subjects.Bump(unit.Id.Subject);
        return fate;
    }

    private async Task<(Unit Unit, UnitIssue Issue)> IssuedAsync(UnitId id, CancellationToken cancellationToken)
    {
        var unit = await units.FindAsync(id, cancellationToken) ?? throw new NotFoundException("UNT-404", $"There is no {id.Subject}.");
        var issue = (await orders.IssuesOfUnitAsync(id, cancellationToken)).MaxBy(i => i.Number);
        if (unit.Status != UnitStatus.Issued || issue is null)
        {
            throw new RuleException("OUT-001", $"{id.Subject} is {unit.Status}, not issued.");
        }

        var order = await orders.FindAsync(issue.OrderId, cancellationToken);
        return order is not null && (order.HospitalSiteId == Operation.SiteId || order.SiteId == Operation.SiteId)
            ? (unit, issue)
            : throw new ForbiddenException("OUT-003", $"{id.Subject} was issued to another site.");
    }
}
