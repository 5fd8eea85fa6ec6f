namespace Becs.Domain.Components;

/// <summary>One bag made from a donation, as measured at the bench.</summary>
public sealed record ComponentPart
{
    /// <summary>Eight characters, division included.</summary>
    public required string ProductCode { get; init; }

    /// <summary>1 to 1000.</summary>
    public required int VolumeMl { get; init; }

    public int? WeightG { get; init; }

    /// <summary>When it was separated (UTC).</summary>
    public required DateTime ProducedAt { get; init; }

    /// <summary>When the core reached storage temperature, for frozen plasma (UTC).</summary>
    public DateTime? FrozenAt { get; init; }
}
