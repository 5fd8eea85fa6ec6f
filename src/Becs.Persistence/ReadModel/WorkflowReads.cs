using Becs.Persistence.Workflows;
using Becs.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class WorkflowReads(ReadDatabase database) : IWorkflowReads
{
    private const int MostCases = 100;

    public async Task<Guid?> SiteOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<InstanceRow>().Where(i => i.Id == instanceId).Select(i => (Guid?)i.SiteId).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<Guid?> SiteOfStimulusAsync(Guid stimulusId, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<StimulusRow>().Where(s => s.Id == stimulusId).Select(s => (Guid?)s.SiteId).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<CaseRow>> ChildrenAsync(Guid instanceId, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await CasesAsync(db.Set<InstanceRow>().Where(i => i.ParentInstanceId == instanceId), cancellationToken);
    }

    public async Task<IReadOnlyList<CaseRow>> AboutAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var correlated = subjects.Select(s => s.ToString("D")).ToList();
        return await CasesAsync(
            db.Set<InstanceRow>().Where(i => i.CorrelationId != null && correlated.Contains(i.CorrelationId)), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, int>> OpenByPackageAsync(
        IReadOnlyCollection<Guid> siteIds, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<InstanceRow>().Where(i => i.Status != WorkflowStatus.Finished && siteIds.Contains(i.SiteId))
            .GroupBy(i => i.PackageHash).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    private static async Task<IReadOnlyList<CaseRow>> CasesAsync(IQueryable<InstanceRow> instances, CancellationToken cancellationToken) =>
        [.. (await instances.OrderBy(i => i.Id).Take(MostCases)
            .Select(i => new { i.Id, i.SiteId, i.DefinitionId, i.DefinitionVersion, i.PackageHash, i.Status, i.SubStatus, i.CreatedAt }).ToListAsync(cancellationToken))
            .Select(i => new CaseRow(
                i.Id, i.SiteId, i.DefinitionId, i.DefinitionVersion, i.PackageHash, i.Status != WorkflowStatus.Finished, i.SubStatus.ToString(),
                i.CreatedAt))];
}
