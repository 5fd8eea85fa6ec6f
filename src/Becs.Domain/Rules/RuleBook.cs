namespace Becs.Domain.Rules;

/// <summary>
/// The rules that hold for one site on one local day: all effective rules of all its packs. Evaluators read every rule
/// that applies and take the strictest, so the order of packs means nothing.
/// </summary>
public sealed class RuleBook
{
    private readonly IReadOnlyList<Rule> _rules;

    internal RuleBook(DateOnly on, IReadOnlyList<RulePack> packs)
    {
        On = on;
        Packs = packs;
        _rules = [.. packs.SelectMany(pack => pack.Rules).Where(rule => rule.IsEffective(on))];
    }

    /// <summary>The local day.</summary>
    public DateOnly On { get; }

    /// <summary>The packs that hold on the day.</summary>
    public IReadOnlyList<RulePack> Packs { get; }

    /// <summary>All rules of one kind.</summary>
    public IEnumerable<T> All<T>()
        where T : Rule => _rules.OfType<T>();

    /// <summary>The registry entry of a deferral code, the most protected one where packs differ; null =
    /// unknown.</summary>
    public DeferralCodeRule? DeferralCode(string code) =>
        All<DeferralCodeRule>().Where(rule => rule.Code == code)
            .OrderByDescending(rule => rule.Confidential).FirstOrDefault();
}
