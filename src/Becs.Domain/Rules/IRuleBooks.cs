using Becs.Domain.Shared;

namespace Becs.Domain.Rules;

/// <summary>The rules of a site by local day: eligibility asks for the day of donation, release and issue for today.</summary>
public interface IRuleBooks
{
    /// <exception cref="RuleException">RULE-005: no law holds there on the day; nothing can be decided then.</exception>
    Task<RuleBook> ForAsync(SiteId site, DateOnly on, CancellationToken cancellationToken = default);
}
