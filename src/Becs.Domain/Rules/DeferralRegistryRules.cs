namespace Becs.Domain.Rules;

/// <summary>A deferral of the registry, as the rules need it: neither voided nor superseded nor cleared.</summary>
/// <param name="Reference">Its record.</param>
/// <param name="Code">Deferral code.</param>
/// <param name="Scope">What it stops.</param>
/// <param name="Start">First local day it holds.</param>
/// <param name="End">Its end.</param>
public sealed record ActiveDeferral(
    string Reference, string Code, DeferralScope Scope, DateOnly Start, DeferralEnd End);

/// <summary>
/// Overlapping deferrals: the latest end wins, a condition beats a date, permanent beats all (domain.md 2.2).
/// Deferrals for directed donation stop no donation type here; whoever accepts a directed donation asks for them by
/// scope.
/// </summary>
public static class DeferralRegistryRules
{
    /// <summary>The deferral that stops the donation type on the day, or null.</summary>
    public static ActiveDeferral? Effective(IEnumerable<ActiveDeferral> deferrals, DonationType type, DateOnly on) =>
        deferrals
            .Where(d => d.Start <= on && d.End.Defers(on) && ProductScope.Stops(d.Scope, type))
            .OrderByDescending(d => d.End)
            .ThenBy(d => d.Reference, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>First day on which nothing stops the type, or the condition or "never" that stands against it; null
    /// when nothing defers. Gaps between deferrals do not count: a later one that is already known holds too.</summary>
    public static DeferralEnd? End(IEnumerable<ActiveDeferral> deferrals, DonationType type, DateOnly on)
    {
        var ends = deferrals.Where(d => d.End.Defers(on) && ProductScope.Stops(d.Scope, type))
            .Select(d => d.End).ToList();
        return ends.Count == 0 ? null : ends.Max();
    }

    /// <summary>Products that may not be made from a donation that is itself allowed, such as platelets after
    /// aspirin.</summary>
    public static IReadOnlySet<DeferralScope> ExcludedProducts(
        IEnumerable<ActiveDeferral> deferrals, DonationType type, DateOnly on) => deferrals
        .Where(d => d.Start <= on && d.End.Defers(on) && !ProductScope.Stops(d.Scope, type))
        .Select(d => d.Scope)
        .ToHashSet();
}
