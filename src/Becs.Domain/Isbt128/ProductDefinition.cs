namespace Becs.Domain.Isbt128;

/// <summary>One row of the product table: a description code and what our rules need to know about it.</summary>
public sealed record ProductDefinition
{
    /// <summary>αoooo, five characters.</summary>
    public required string Code { get; init; }

    /// <summary>Name for people; the licensed table has the official one.</summary>
    public required string Description { get; init; }

    /// <summary>Component class.</summary>
    public required ComponentClass Class { get; init; }

    /// <summary>CPD, CP2D, CPDA-1, ACD-A; null where the row does not say.</summary>
    public string? Anticoagulant { get; init; }

    /// <summary>AS1, AS3, AS5, PAS-C; null for none.</summary>
    public string? Additive { get; init; }

    /// <summary>Collected by apheresis.</summary>
    public bool Apheresis { get; init; }

    /// <summary>Leukoreduced.</summary>
    public bool Leukoreduced { get; init; }

    /// <summary>Irradiated.</summary>
    public bool Irradiated { get; init; }

    /// <summary>Made from several donations.</summary>
    public bool Pooled { get; init; }

    /// <summary>Container of a divided apheresis collection, 1 to 3; null when not divided that way.</summary>
    public int? Container { get; init; }

    /// <summary>Storage text for the label; the limits are in the shelf-life rule.</summary>
    public required string Storage { get; init; }

    /// <summary>Key of the shelf-life rule in the rule packs (domain.md 5.1).</summary>
    public required string ShelfLife { get; init; }

    /// <summary>Keys of the modification limits that also apply (domain.md 5.2), such as IRRADIATE-RBC.</summary>
    public IReadOnlyList<string> ModificationLimits { get; init; } = [];

    /// <summary>Smallest usual volume, mL.</summary>
    public required int MinVolumeMl { get; init; }

    /// <summary>Largest usual volume, mL.</summary>
    public required int MaxVolumeMl { get; init; }
}
