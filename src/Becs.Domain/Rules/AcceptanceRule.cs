namespace Becs.Domain.Rules;

/// <summary>A limit of the physical examination (21 CFR 630.10 and 630.15; domain.md 2.4).</summary>
public sealed record AcceptanceRule : Rule
{
    /// <summary>The limit.</summary>
    public required LimitTest Test { get; init; }

    /// <summary>The same limit in another measure (haematocrit for haemoglobin). One of the two must be measured; if
    /// both are, both must hold.</summary>
    public LimitTest? Alt { get; init; }

    /// <summary>Values outside the limit that a named procedure still allows.</summary>
    public LimitBand? Band { get; init; }

    /// <summary>The same, for <see cref="Alt"/>.</summary>
    public LimitBand? AltBand { get; init; }

    /// <summary>What follows outside limit and band.</summary>
    public required LimitFailure Fail { get; init; }

    /// <inheritdoc/>
    public override string Topic => $"{Test.Analyte} {Test.Op}";

    internal override string? Problem() => Test.Problem() ?? Alt?.Problem() ?? Fail.Problem()
        ?? (AltBand is not null && Alt is null ? "altBand without alt" : null);

    internal override string? LoosenedBy(Rule other)
    {
        if (other is not AcceptanceRule rule)
        {
            return null;
        }

        var loosened = Test.IsLoosenedBy(rule.Test)
            || (Alt is not null && rule.Alt is not null && Alt.Analyte == rule.Alt.Analyte
                && Alt.IsLoosenedBy(rule.Alt));
        return loosened ? $"{Test.Analyte} {rule.Test.Value} {Test.Unit} allows more than {Test.Value}"
            : rule.Band is not null && (Band is null || rule.Band.From < Band.From || rule.Band.To > Band.To)
                ? "its band allows more"
                : null;
    }
}

/// <summary>Values from (inclusive) to (exclusive), in the unit of the limit, allowed with a procedure.</summary>
/// <param name="From">First value in the band.</param>
/// <param name="To">First value above the band.</param>
/// <param name="Procedure">Name of the procedure.</param>
/// <param name="OnlyAthlete">Only for a donor who declares to be an athlete.</param>
public sealed record LimitBand(decimal From, decimal To, string Procedure, bool OnlyAthlete = false);

/// <summary>Outside the limit: a deferral with its duration, or the physician.</summary>
/// <param name="Deferral">Deferral code; also the reason when referred.</param>
/// <param name="Duration">How long; null when referred.</param>
/// <param name="Refer">True: the physician decides.</param>
public sealed record LimitFailure(string Deferral, RuleDuration? Duration = null, bool Refer = false)
{
    internal string? Problem() =>
        Refer == (Duration is null) ? Duration?.Problem() : "fail needs a duration, or refer, not both";

    internal Verdict VerdictOn(DateOnly date) =>
        Refer ? Verdict.Refer(Deferral) : Verdict.Defer(Deferral, Duration!.After(date));
}
