using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>Fact: an issued bag came back, in what condition, and whether it was accepted.</summary>
public sealed class UnitReturn
{
    private UnitReturn()
    {
    }

    internal UnitReturn(Guid id, UnitIssue issue, ReturnCondition condition, bool isAccepted, string reasonCode, FactStamp stamp)
    {
        Id = id;
        IssueId = issue.Id;
        UnitId = issue.UnitId;
        IsSealIntact = condition.IsSealIntact;
        TemperatureTenthsC = condition.TemperatureTenthsC;
        MinutesOutOfControl = condition.MinutesOutOfControl;
        IsAccepted = isAccepted;
        ReasonCode = reasonCode;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    /// <summary>The issue; it ends with one return at most.</summary>
    public Guid IssueId { get; private set; }

    public UnitId UnitId { get; private set; }

    public bool IsSealIntact { get; private set; }

    public int? TemperatureTenthsC { get; private set; }

    public int? MinutesOutOfControl { get; private set; }

    public bool IsAccepted { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;
}
