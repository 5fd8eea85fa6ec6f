using Becs.Domain.Gates;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <content>How the status changes. Only the rooms of this assembly can; what gives blood away takes a gate decision.</content>
public sealed partial class Unit
{
    /// <summary>Puts the bag in stock. Needs a clear decision of the Release gate about this bag, made in this operation.</summary>
    public void Release(GateDecision decision, OperationContext operation)
    {
        DemandNotForDestruction();
        Demand(UnitStatus.LabelVerified, UnitStatus.LabelVerified);
        decision.Spend(GateName.Release, Id.Subject, operation);
        ReleasedDecisionId = decision.Id;
        Become(UnitStatus.Released);
    }

    /// <summary>Reserves the bag. Needs a clear decision of the Allocate gate about this bag, made in this operation.</summary>
    public void Allocate(GateDecision decision, OperationContext operation)
    {
        DemandNotForDestruction();
        Demand(UnitStatus.Released, UnitStatus.Released);
        decision.Spend(GateName.Allocate, Id.Subject, operation);
        Become(UnitStatus.Allocated);
    }

    /// <summary>Gives the bag away. Needs a clear decision of the Issue gate about this bag, made in this operation.</summary>
    public void Issue(GateDecision decision, OperationContext operation)
    {
        DemandNotForDestruction();
        Demand(UnitStatus.Allocated, UnitStatus.Allocated);
        decision.Spend(GateName.Issue, Id.Subject, operation);
        IssuedDecisionId = decision.Id;
        Become(UnitStatus.Issued);
    }

    /// <summary>A final label was printed. Needs a clear decision of the PrintLabel gate about this bag, made in this operation.</summary>
    public void PrintLabel(GateDecision decision, OperationContext operation)
    {
        DemandNotForDestruction();
        Demand(UnitStatus.Created, UnitStatus.LabelVerified);
        decision.Spend(GateName.PrintLabel, Id.Subject, operation);
        Become(UnitStatus.Labelled);
    }

    internal void Quarantine()
    {
        Demand(UnitStatus.Created, UnitStatus.LabelVerified);
        Become(UnitStatus.Quarantined);
    }

    internal void ClearForLabel()
    {
        Demand(UnitStatus.Created, UnitStatus.LabelCleared);
        Become(UnitStatus.LabelCleared);
    }

    internal void LabelIsVerified()
    {
        Demand(UnitStatus.Labelled, UnitStatus.Labelled);
        Become(UnitStatus.LabelVerified);
    }

    internal void Deallocate()
    {
        Demand(UnitStatus.Allocated, UnitStatus.Allocated);
        Become(UnitStatus.Released);
    }

    /// <summary>Came back fit: in stock again under the release decision it has. Every issue check runs again at the next issue.</summary>
    internal void Restock()
    {
        Demand(UnitStatus.Issued, UnitStatus.Issued);
        IssuedDecisionId = null;
        Become(UnitStatus.Released);
    }

    internal void ReturnUnfit()
    {
        Demand(UnitStatus.Issued, UnitStatus.Issued);
        Become(UnitStatus.Returned);
    }

    internal void Transfuse()
    {
        Demand(UnitStatus.Issued, UnitStatus.Issued);
        Become(UnitStatus.Transfused);
    }

    internal void Discard()
    {
        if (IsEnded)
        {
            throw Refused("discarded");
        }

        Become(UnitStatus.Discarded);
    }

    internal void UseUp()
    {
        DemandNotForDestruction();
        Demand(UnitStatus.Created, UnitStatus.Quarantined);
        Become(UnitStatus.Modified);
    }

    internal void MoveTo(SiteId siteId, string storageCode)
    {
        DemandNotForDestruction();
        if (IsEnded || Status == UnitStatus.Issued)
        {
            throw Refused("moved");
        }

        SiteId = siteId;
        StorageCode = storageCode;
        Revision++;
    }

    private void Become(UnitStatus status)
    {
        Status = status;
        Revision++;
    }

    private void Demand(UnitStatus from, UnitStatus to)
    {
        if (Status < from || Status > to)
        {
            throw Refused("taken further");
        }
    }

    private void DemandNotForDestruction()
    {
        if (AwaitsDestruction)
        {
            throw new RuleException("UNT-006", $"{Id.Subject} was signed for destruction: it goes nowhere until that is confirmed or sent back.");
        }
    }

    private RuleException Refused(string what) => new(
        "UNT-001", $"{Id.Subject} is {Status} and cannot be {what} so.", new Dictionary<string, string> { ["status"] = Status.ToString() });
}
