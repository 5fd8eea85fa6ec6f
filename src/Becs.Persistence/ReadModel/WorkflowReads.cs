using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class WorkflowReads(ReadDatabase database) : IWorkflowReads
{
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
}
