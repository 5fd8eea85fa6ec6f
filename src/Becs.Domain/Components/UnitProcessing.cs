namespace Becs.Domain.Components;

/// <summary>How a bag was made.</summary>
public sealed record UnitProcessing
{
    /// <summary>Procedure, such as <c>PRP</c> or <c>BUFFY-COAT</c>.</summary>
    public required string MethodCode { get; init; }

    /// <summary>When it was separated (UTC).</summary>
    public required DateTime ProducedAt { get; init; }

    /// <summary>When the core reached its storage temperature, for frozen products (UTC).</summary>
    public DateTime? FrozenAt { get; init; }

    /// <summary>Gross weight of the bag.</summary>
    public int? WeightG { get; init; }
}
