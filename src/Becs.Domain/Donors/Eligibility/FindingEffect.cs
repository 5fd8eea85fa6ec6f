namespace Becs.Domain.Donors.Eligibility;

/// <summary>What a finding means at the chair. For a release every finding blocks.</summary>
public enum FindingEffect
{
    /// <summary>A fact is not there yet.</summary>
    Missing,

    /// <summary>The responsible physician decides.</summary>
    Refer,

    /// <summary>The donor must wait.</summary>
    Defer,

    /// <summary>The donor may give, the blood is not used, and nobody is told (confidential self-exclusion).</summary>
    NotForUse,
}
