using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>A computed expiry.</summary>
/// <param name="ExpiresAt">UTC; from this minute on the component is expired.</param>
/// <param name="Dating">How the label states it.</param>
/// <param name="Rules">The rules that set or capped it.</param>
public sealed record Expiry(DateTime ExpiresAt, Dating Dating, IReadOnlyList<RuleOutcome> Rules);

/// <summary>
/// Expiry of components. The shortest of all rules and all parents; never a status: whoever moves a component compares
/// the instant at that moment.
/// </summary>
public static class ShelfLife
{
    private static readonly TimeOnly _endOfDay = new(23, 59);

    /// <summary>Expired from the instant on.</summary>
    public static bool IsExpired(DateTime expiresAt, DateTime now) => now >= expiresAt;

    /// <summary>Expiry of a component of one donation.</summary>
    /// <param name="book">Rules of the day it is made.</param>
    /// <param name="product">Its row in the product table.</param>
    /// <param name="collectedAt">End of collection, UTC.</param>
    /// <param name="zone">Zone of the site.</param>
    /// <param name="parentsExpireAt">Expiries of what it is made of, UTC.</param>
    /// <exception cref="Shared.RuleException">RULE-007: no rule has the key; RULE-008: not for this class; RULE-010:
    /// the product exists only by a modification, whose own limit must be applied.</exception>
    public static Expiry OfNew(
        RuleBook book,
        ProductDefinition product,
        DateTime collectedAt,
        TimeZoneInfo zone,
        IReadOnlyCollection<DateTime>? parentsExpireAt = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(product);
        if (product.ModificationLimits.Count > 0)
        {
            throw RuleError.Refuse(
                RuleError.NeedsModification, $"{product.Code} is made by {product.ModificationLimits[0]}.");
        }

        var rules = book.All<ShelfLifeRule>().Where(r => r.Key == product.ShelfLife).ToList();
        Check(product.ShelfLife, product.Class, rules.Count, rules.SelectMany(r => r.Classes));
        var candidates = rules.Select(rule => (
            At: End(rule.Lasts, rule.Dating, collectedAt, zone),
            rule.Dating,
            Outcome: RuleOutcome.Of(
                rule, rule.Confirmed(Verdict.Pass), ("product", product.Code), ("collectedAt", collectedAt))));
        return Shortest(candidates, parentsExpireAt ?? []);
    }

    /// <summary>Expiry after a modification: min(parents, modification + limit). At least one parent.</summary>
    /// <exception cref="Shared.RuleException">RULE-007, RULE-008; RULE-009: done too late.</exception>
    public static Expiry AfterModification(
        RuleBook book,
        string key,
        ComponentClass componentClass,
        DateTime modifiedAt,
        DateTime collectedAt,
        TimeZoneInfo zone,
        IReadOnlyCollection<DateTime> parentsExpireAt)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(parentsExpireAt);
        ArgumentOutOfRangeException.ThrowIfZero(parentsExpireAt.Count);
        var rules = book.All<ModificationRule>().Where(r => r.Key == key).ToList();
        Check(key, componentClass, rules.Count, rules.SelectMany(r => r.Classes));
        if (rules.Any(r => r.DoneWithin is { } within && modifiedAt > End(within, DatingOf(within), collectedAt, zone)))
        {
            throw RuleError.Refuse(RuleError.TooLate, $"{key} must be done sooner after collection.");
        }

        var candidates = rules.Select(rule => (
            At: rule.Lasts is null ? DateTime.MaxValue : End(rule.Lasts, rule.Dating, modifiedAt, zone),
            rule.Dating,
            Outcome: RuleOutcome.Of(rule, rule.Confirmed(Verdict.Pass), ("modifiedAt", modifiedAt))));
        return Shortest(candidates, parentsExpireAt);
    }

    private static Dating DatingOf(RuleDuration duration) =>
        duration.Unit == DurationUnit.Hours ? Dating.Hour : Dating.Day;

    private static DateTime End(RuleDuration lasts, Dating dating, DateTime from, TimeZoneInfo zone) =>
        dating == Dating.Hour
        ? new DateTime(from.Ticks - (from.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc).AddHours(lasts.N)
        : LocalTime.ToUtc(lasts.AddTo(LocalTime.DayOf(from, zone)), _endOfDay, zone);

    private static Expiry Shortest(
        IEnumerable<(DateTime At, Dating Dating, RuleOutcome Outcome)> candidates,
        IReadOnlyCollection<DateTime> parents)
    {
        var all = candidates.OrderBy(c => c.At).ToList();
        var first = all[0];
        var at = parents.Append(first.At).Min();
        return new Expiry(at, first.Dating, [.. all.Select(c => c.Outcome)]);
    }

    private static void Check(string key, ComponentClass componentClass, int rules, IEnumerable<ComponentClass> classes)
    {
        if (rules == 0)
        {
            throw RuleError.Refuse(RuleError.NothingCovers, $"no rule is called {key}.");
        }

        if (!classes.Contains(componentClass))
        {
            throw RuleError.Refuse(RuleError.WrongClass, $"{key} is not for {componentClass}.");
        }
    }
}
