namespace Becs.Domain.Rules;

/// <summary>A test of the donation panel and what its final result does (domain.md 6.5, 6.7).</summary>
public sealed record TestRule : Rule
{
    /// <summary>Test code, such as HIV-NAT.</summary>
    public required string Test { get; init; }

    /// <summary>Which algorithm makes its result final.</summary>
    public required TestMethod Method { get; init; }

    /// <summary>When it is required.</summary>
    public required TestFrequency Frequency { get; init; }

    /// <summary>Regions, for <see cref="TestFrequency.Region"/>.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>What a reactive final result does; null for tests without such a result.</summary>
    public TestEffect? Effect { get; init; }

    /// <inheritdoc/>
    public override string Topic => Test;

    internal override string? Problem() => (Frequency == TestFrequency.Region) != (Regions is { Count: > 0 })
        ? "regions go with frequency Region"
        : Method is TestMethod.Serology or TestMethod.Nat && Effect is null ? "needs an effect" : Effect?.Problem();

    internal override string? LoosenedBy(Rule other) => other is not TestRule rule ? null
        : rule.Frequency > Frequency ? $"{rule.Frequency} is less often than {Frequency}"
        : Regions is not null && rule.Regions is not null && Regions.Except(rule.Regions).Any() ? "fewer regions"
        : Effect is not null && (rule.Effect is null || rule.Effect.DefersAtCount > Effect.DefersAtCount
            || rule.Effect.Wait.IsShorterThan(Effect.Wait)) ? "its effect is milder" : null;
}

/// <summary>Which algorithm applies.</summary>
public enum TestMethod
{
    Serology, Nat, BloodGroup, AntibodyScreen,
}

/// <summary>When a test is required, most often first.</summary>
public enum TestFrequency
{
    EachDonation,

    /// <summary>Collected in, or the region is not known.</summary>
    Region,

    /// <summary>Ever transfused or pregnant, or not known.</summary>
    IfTransfusedOrPregnant,

    /// <summary>Until one valid final non-reactive result of the donor is on file.</summary>
    OncePerDonor,
}

/// <summary>Effect of a reactive final result. The donation is always unsuitable.</summary>
/// <param name="Deferral">Deferral code of the donor.</param>
/// <param name="Wait">How long from the donation.</param>
/// <param name="DefersAtCount">Reactive donations it takes: 1, or 2 for anti-HBc and HTLV (21 CFR 610.41(a)).</param>
/// <param name="Destroy">Components are destroyed as biohazard, not only kept from transfusion.</param>
/// <param name="EarlierComponents">In-date components of earlier donations are quarantined, within so many days; null
/// = no.
/// </param>
/// <param name="Lookback">Consignees and recipients are traced.</param>
public sealed record TestEffect(
    string Deferral, RuleDuration Wait, int DefersAtCount, bool Destroy, int? EarlierComponents, bool Lookback)
{
    internal string? Problem() => DefersAtCount is < 1 or > 2 ? "defersAtCount is 1 or 2" : Wait.Problem();
}
