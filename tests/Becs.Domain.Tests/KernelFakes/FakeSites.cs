using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Two sites.</summary>
public sealed class FakeSites : ISites
{
    private readonly List<Site> _sites =
    [
        new(TestOperation.Site, "NOR", "North", "W1234", "America/New_York"),
        new(TestOperation.OtherSite, "WES", "West", "W1235", "America/Los_Angeles"),
    ];

    public Task<Site?> FindAsync(SiteId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_sites.SingleOrDefault(s => s.Id == id));

    public Task<IReadOnlyList<Site>> AllAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Site>>(_sites);

    public void Add(Site site) => _sites.Add(site);
}
