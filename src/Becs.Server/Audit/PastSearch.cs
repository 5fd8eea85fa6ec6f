using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.ReadModel;
using Becs.Server.Tasks;

namespace Becs.Server.Audit;

/// <summary>What a number, a scan or an id means to the time machine: bags, and the cases about what was found.</summary>
internal sealed class PastSearch(AuditSearches searches, SubjectNameQueries names, IWorkflowReads workflows, RecordSites sites, ProcessTitles titles)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<PastFound>> FindAsync(string text, IReadOnlyList<Site> granted, CancellationToken cancellationToken)
    {
        var subjects = (await searches.ResolveAsync(new AuditSearch(Record: text), granted, cancellationToken)).Records ?? [];
        var found = new List<PastFound>();
        var named = await names.OfAsync([.. subjects.Where(s => s.Kind == SubjectKinds.Unit)], cancellationToken);
        foreach (var (unit, name) in named)
        {
            if (await IsSeenAsync(sites.OfUnitAsync(unit.Id, cancellationToken)) && SubjectLinks.Of(unit.Kind, unit.Id, name) is { } url)
            {
                found.Add(new PastFound(SubjectKinds.Unit, unit.Id, name, $"{url}/at"));
            }
        }

        foreach (var instance in subjects.Where(s => s.Kind is "" or SubjectKinds.Instance))
        {
            if (await workflows.SiteOfInstanceAsync(instance.Id, cancellationToken) is { } site && granted.Any(g => g.Id.Value == site))
            {
                found.Add(Case(instance.Id, instance.Id.ToString("D")));
            }
        }

        found.AddRange((await workflows.AboutAsync([.. subjects.Select(s => s.Id)], cancellationToken)).Where(c => granted.Any(g => g.Id.Value == c.SiteId))
            .Select(c => Case(c.Id, $"{titles.Process(c.DefinitionId)} {SiteTimeOf(c)}")));
        return [.. found.DistinctBy(f => f.Id).Take(Most)];

        async Task<bool> IsSeenAsync(Task<IReadOnlyList<Guid>> at) => (await at).Any(id => granted.Any(g => g.Id.Value == id));
        static PastFound Case(Guid id, string name) => new(SubjectKinds.Instance, id, name, $"/workflow-instances/{id:D}/at");
    }

    private static string SiteTimeOf(CaseRow found) => Shell.Localisation.SiteClock.ShowUtc(found.CreatedAt);
}
