using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>Which ABO groups a patient may receive of one product class, best first (domain.md 8.1).</summary>
public sealed record AboCompatibilityRule : Rule
{
    /// <summary>What is given.</summary>
    public required ComponentClass Product { get; init; }

    /// <summary>The patient's group; null = not known.</summary>
    public required AboGroup? Patient { get; init; }

    /// <summary>Allowed groups, best first. Every other group is incompatible.</summary>
    public required IReadOnlyList<AllowedAbo> Units { get; init; }

    /// <summary>Nothing is allowed without the physician (platelets for an unknown group).</summary>
    public bool Refer { get; init; }

    /// <inheritdoc/>
    public override string Topic => $"{Product} for {Patient?.ToString() ?? "unknown"}";

    internal override bool Permits => true;

    internal override string? Problem() => Refer == (Units.Count > 0) ? "units, or refer, not both"
        : Units.DistinctBy(u => u.Abo).Count() != Units.Count ? "a group stands twice" : null;

    internal override string? LoosenedBy(Rule other)
    {
        if (other is not AboCompatibilityRule rule || rule.Refer)
        {
            return null;
        }

        var more = rule.Units.FirstOrDefault(theirs =>
            !Units.Any(ours => ours.Abo == theirs.Abo && (ours.Requires is null || ours.Requires == theirs.Requires)));
        return more is null ? null : $"{more.Abo} is allowed more freely";
    }
}

/// <summary>One allowed group.</summary>
/// <param name="Abo">Group of the unit.</param>
/// <param name="Requires">Attribute the unit must have; without it the case goes by the procedure of that name.</param>
public sealed record AllowedAbo(AboGroup Abo, string? Requires = null);

/// <summary>RhD of units for patients who are RhD negative or not typed (domain.md 8.1).</summary>
public sealed record RhDCompatibilityRule : Rule
{
    /// <summary>What is given.</summary>
    public required ComponentClass Product { get; init; }

    /// <summary>What RhD negative patients get.</summary>
    public required RhDPolicy NegativePatient { get; init; }

    /// <inheritdoc/>
    public override string Topic => "RhD of " + Product;

    internal override bool Permits => true;

    internal override string? LoosenedBy(Rule other) =>
        other is RhDCompatibilityRule rule && rule.NegativePatient < NegativePatient
            ? $"{rule.NegativePatient} is weaker than {NegativePatient}"
            : null;
}

/// <summary>Policies, weakest first.</summary>
public enum RhDPolicy
{
    /// <summary>RhD plays no part.</summary>
    Ignore,

    /// <summary>Negative first; positive is allowed.</summary>
    Prefer,

    /// <summary>Negative only: positive is refused where strict, else needs a signed override.</summary>
    Match,
}

/// <summary>How long a pretransfusion sample may be used (21 CFR 606.151(b); domain.md 8.2).</summary>
public sealed record PatientSampleRule : Rule
{
    /// <summary>Last day of use, counted from the day of draw as day 0.</summary>
    public required int LastDay { get; init; }

    /// <summary>Only for patients transfused or pregnant in the prior 3 months, or not known.</summary>
    public required bool OnlyIfExposed { get; init; }

    /// <inheritdoc/>
    public override string Topic => "patient-sample";

    internal override string? Problem() => LastDay < 0 ? "lastDay is 0 or more" : null;

    internal override string? LoosenedBy(Rule other) =>
        other is PatientSampleRule rule && rule.LastDay > LastDay && (OnlyIfExposed == rule.OnlyIfExposed)
            ? $"day {rule.LastDay} is later than day {LastDay}"
            : null;
}
