using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>What the person at the issue desk states.</summary>
public sealed record IssueRequest
{
    public required OrderId OrderId { get; init; }

    public required UnitId UnitId { get; init; }

    public required PickupSlip Slip { get; init; }

    /// <summary>Staff code of who takes the bag.</summary>
    public required string ReceiverCode { get; init; }

    /// <summary>Colour, clots, haemolysis, leaks, label: all normal.</summary>
    public required bool IsVisuallyNormal { get; init; }

    /// <summary>Scan of the DIN on the compatibility tag.</summary>
    public required string TagScan { get; init; }

    /// <summary>Life at stake: issue before the patient's tests are complete. The order must say so too.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>Time that must remain until expiry, in minutes; the process may ask for more than none.</summary>
    public int MinimumRemainingMinutes { get; init; }
}
