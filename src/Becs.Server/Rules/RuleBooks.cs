using System.Collections.Concurrent;
using Becs.Domain.ChangeControl;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.ChangeControl;

namespace Becs.Server.Rules;

/// <summary>The accepted rule packs of a site, as the kernel asks for them. A pack QA has not accepted decides nothing.</summary>
internal sealed class RuleBooks(ISites sites, IPackageRecords packages, RuleLibraries libraries, ICurrentOperation current) : IRuleBooks
{
    public async Task<RuleBook> ForAsync(SiteId site, DateOnly on, CancellationToken cancellationToken = default)
    {
        var named = (await sites.FindAsync(site, cancellationToken))?.RulePacks
            ?? throw new InvalidOperationException($"There is no site {site.Value:D}.");
        var nowAt = current.Context.NowAt;
        var accepted = (await packages.ListAsync(PackageRecord.RulePack, cancellationToken))
            .Where(p => named.Contains(p.DefinitionId) && p.State == PackageState.Accepted && p.EffectiveFromAt <= nowAt).ToList();
        return libraries.Of(accepted).On(on);
    }
}

/// <summary>Libraries by the packs they are made of. Packs never change, so an entry never does.</summary>
internal sealed class RuleLibraries
{
    private readonly ConcurrentDictionary<string, RuleLibrary> _libraries = new(StringComparer.Ordinal);

    /// <exception cref="RuleException">RULE-005: no law among the packs: nothing can be decided.</exception>
    public RuleLibrary Of(IReadOnlyList<PackageRecord> packs) => _libraries.GetOrAdd(
        string.Join('|', packs.Select(p => p.PackageHash)), _ => new RuleLibrary([.. packs.Select(RulePackFolder.Open)]));
}
