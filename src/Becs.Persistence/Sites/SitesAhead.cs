using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Persistence.Sites;

/// <summary>The sites an operation read with its caller: whoever asks for one later in the operation gets it from here.</summary>
internal sealed class SitesAhead
{
    private readonly Dictionary<SiteId, Site> _sites = [];

    public void Add(Site site) => _sites.TryAdd(site.Id, site);

    public Site? Find(SiteId id) => _sites.GetValueOrDefault(id);
}
