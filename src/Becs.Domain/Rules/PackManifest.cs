using System.Text.Json.Serialization;

namespace Becs.Domain.Rules;

/// <summary>pack.json: what a pack is, from when, and which files it is made of.</summary>
public sealed record PackManifest
{
    /// <summary>Stable id, such as us.</summary>
    public required string Id { get; init; }

    /// <summary>Whose rules.</summary>
    public required PackKind Kind { get; init; }

    /// <summary>Country or body.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>First local day the pack holds.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last local day the pack holds; null = until superseded.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Rule files, by name in the pack's folder.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}

/// <summary>Whose rules a pack holds. Accreditation and centre packs may only tighten the law.</summary>
public enum PackKind
{
    [JsonStringEnumMemberName("law")]
    Law,

    [JsonStringEnumMemberName("accreditation")]
    Accreditation,

    [JsonStringEnumMemberName("centre")]
    Centre,
}
