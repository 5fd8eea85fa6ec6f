using System.Collections.Concurrent;
using Becs.Domain.Shared;

namespace Becs.Domain.Rules;

/// <summary>
/// All packs of a site, checked against each other when loaded: a pack of a centre or an accreditation body that would
/// loosen the law is refused. Eligibility asks for the day of donation, release and issue for today.
/// </summary>
public sealed class RuleLibrary
{
    private const int BooksKept = 64;
    private readonly ConcurrentDictionary<DateOnly, RuleBook> _books = new();

    /// <summary>Takes the packs.</summary>
    /// <exception cref="RuleException">RULE-004: a rule allows what a law forbids; RULE-005: no law among the packs;
    /// RULE-003: one pack id twice at one time.</exception>
    public RuleLibrary(IReadOnlyList<RulePack> packs)
    {
        ArgumentNullException.ThrowIfNull(packs);
        Packs = packs;
        if (!packs.Any(pack => pack.Manifest.Kind == PackKind.Law))
        {
            throw RuleError.Refuse(RuleError.NoLaw, "a site needs at least one pack of law.");
        }

        RefuseOverlappingPacks(packs);
        RefuseNewPermissions(packs);
        foreach (var law in packs.Where(pack => pack.Manifest.Kind == PackKind.Law))
        {
            foreach (var other in packs.Where(pack => pack.Manifest.Kind != PackKind.Law))
            {
                RefuseLoosening(law, other);
            }
        }
    }

    /// <summary>All packs of all dates.</summary>
    public IReadOnlyList<RulePack> Packs { get; }

    /// <summary>The rules of a local day.</summary>
    /// <exception cref="RuleException">RULE-005: no law holds on the day; nothing can be decided then.</exception>
    public RuleBook On(DateOnly day)
    {
        if (_books.TryGetValue(day, out var known))
        {
            return known;
        }

        var effective = Packs.Where(pack => pack.IsEffective(day)).ToList();
        if (!effective.Any(pack => pack.Manifest.Kind == PackKind.Law))
        {
            throw RuleError.Refuse(RuleError.NoLaw, $"no pack of law holds on {day:O}.");
        }

        if (_books.Count >= BooksKept)
        {
            _books.Clear();
        }

        return _books.GetOrAdd(day, new RuleBook(day, effective));
    }

    private static void RefuseOverlappingPacks(IReadOnlyList<RulePack> packs)
    {
        foreach (var editions in packs.GroupBy(pack => pack.Manifest.Id, StringComparer.Ordinal))
        {
            var ordered = editions.Select(pack => pack.Manifest).OrderBy(manifest => manifest.EffectiveFrom).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i].EffectiveFrom <= (ordered[i - 1].EffectiveTo ?? DateOnly.MaxValue))
                {
                    throw RuleError.Refuse(RuleError.VersionsOverlap, "two editions hold at one time.", editions.Key);
                }
            }
        }
    }

    // A shelf life or a compatibility no law knows is not a tightening of anything.
    private static void RefuseNewPermissions(IReadOnlyList<RulePack> packs)
    {
        var legal = packs.Where(pack => pack.Manifest.Kind == PackKind.Law).SelectMany(pack => pack.Rules)
            .Select(rule => (rule.GetType(), rule.Topic)).ToHashSet();
        foreach (var pack in packs.Where(pack => pack.Manifest.Kind != PackKind.Law))
        {
            if (pack.Rules.FirstOrDefault(r => r.Permits && !legal.Contains((r.GetType(), r.Topic))) is { } rule)
            {
                throw RuleError.Refuse(RuleError.Loosens, $"no law knows {rule.Topic}.", pack.Manifest.Id, rule.Id);
            }
        }
    }

    private static void RefuseLoosening(RulePack law, RulePack other)
    {
        foreach (var rule in other.Rules)
        {
            foreach (var legal in law.Rules.Where(l => l.GetType() == rule.GetType() && l.Topic == rule.Topic
                && l.OverlapsInTime(rule) && l.Applies.Overlaps(rule.Applies)))
            {
                if (legal.LoosenedBy(rule) is { } way)
                {
                    throw RuleError.Refuse(
                        RuleError.Loosens, $"would loosen {legal.Id} ({legal.Cite}): {way}.", other.Manifest.Id,
                        rule.Id);
                }
            }
        }
    }
}
