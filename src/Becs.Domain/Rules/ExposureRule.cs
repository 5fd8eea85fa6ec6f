namespace Becs.Domain.Rules;

/// <summary>Something that happened to the donor and how long it defers, from its cause date (domain.md 2.6).</summary>
public sealed record ExposureRule : Rule
{
    /// <summary>Exposure code, such as TATTOO; questions name it.</summary>
    public required string Exposure { get; init; }

    /// <summary>Deferral code.</summary>
    public required string Deferral { get; init; }

    /// <summary>How long from the cause date; null when <see cref="Refer"/>.</summary>
    public RuleDuration? Wait { get; init; }

    /// <summary>The physician decides.</summary>
    public bool Refer { get; init; }

    /// <summary>What the cause date is the date of: "last injection", "leaving the area".</summary>
    public string? CountedFrom { get; init; }

    /// <summary>What is deferred.</summary>
    public DeferralScope Scope { get; init; }

    /// <summary>Fact that lifts the rule, such as STERILE-REGULATED for a tattoo; null = nothing does.</summary>
    public string? Unless { get; init; }

    /// <inheritdoc/>
    public override string Topic => Exposure;

    internal override string? Problem() =>
        Refer != (Wait is null) ? "needs a wait, or refer, not both" : Wait?.Problem();

    internal override string? LoosenedBy(Rule other) => other is not ExposureRule rule ? null
        : rule.Wait is not null && Wait is not null && rule.Wait.IsShorterThan(Wait)
        ? $"{rule.Wait} is shorter than {Wait}"
        : rule.Unless is not null && rule.Unless != Unless ? $"{rule.Unless} would lift it"
        : rule.Scope != Scope && rule.Scope != DeferralScope.All ? $"scope {rule.Scope} is narrower than {Scope}"
        : null;
}

/// <summary>A medicine and how long after the last dose which products may not be made (domain.md 2.7).</summary>
public sealed record MedicationRule : Rule
{
    /// <summary>Codes of the drugs, capitals.</summary>
    public required IReadOnlyList<string> Drugs { get; init; }

    /// <summary>Deferral code, MED-...; null when accepted.</summary>
    public string? Deferral { get; init; }

    /// <summary>Products concerned; All = no donation at all. Empty = accepted.</summary>
    public required IReadOnlyList<DeferralScope> Scopes { get; init; }

    /// <summary>How long after the last dose; null when accepted or referred.</summary>
    public RuleDuration? Wait { get; init; }

    /// <summary>The physician decides.</summary>
    public bool Refer { get; init; }

    /// <inheritdoc/>
    public override string Topic => "medication";

    internal override string? Problem() => Scopes.Count == 0
        ? (Wait is null && !Refer ? null : "accepted drugs have no wait")
        : Deferral is null || Refer != (Wait is null) ? "needs a deferral and a wait, or refer" : Wait?.Problem();

    internal override string? LoosenedBy(Rule other) => other is not MedicationRule rule
        || !rule.Drugs.Intersect(Drugs).Any() ? null
        : rule.Wait is null || Wait is null
        ? (Scopes.Count > 0 && rule.Scopes.Count == 0 ? "it accepts the drug" : null)
        : rule.Wait.IsShorterThan(Wait) ? $"{rule.Wait} is shorter than {Wait}"
        : !rule.Scopes.Contains(DeferralScope.All) && Scopes.Except(rule.Scopes).Any() ? "it concerns fewer products"
        : null;
}

/// <summary>One code of the deferral registry (domain.md 2.2).</summary>
public sealed record DeferralCodeRule : Rule
{
    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>Name for staff.</summary>
    public required string Title { get; init; }

    /// <summary>Hidden from staff without the permission for confidential deferrals.</summary>
    public bool Confidential { get; init; }

    /// <summary>What it defers unless the rule that raised it says otherwise.</summary>
    public DeferralScope Scope { get; init; }

    /// <summary>Test-based: part of the cumulative record of 21 CFR 606.160(e).</summary>
    public bool CumulativeRecord { get; init; }

    /// <inheritdoc/>
    public override string Topic => Code;

    internal override string? LoosenedBy(Rule other) => other is DeferralCodeRule rule
        && ((Confidential && !rule.Confidential) || (CumulativeRecord && !rule.CumulativeRecord))
        ? "it is less protected"
        : null;
}
