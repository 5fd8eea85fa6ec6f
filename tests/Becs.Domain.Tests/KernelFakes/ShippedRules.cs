using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Tests.Rules;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>The packs of the repository, at every site.</summary>
internal sealed class ShippedRules : IRuleBooks
{
    private static readonly RuleLibrary Library = new([Packs.Us, Packs.Centre]);

    public Task<RuleBook> ForAsync(SiteId site, DateOnly on, CancellationToken cancellationToken = default) =>
        Task.FromResult(Library.On(on));
}
