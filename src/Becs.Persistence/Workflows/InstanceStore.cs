using Becs.Domain.Shared;
using Becs.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Workflows;

internal sealed class InstanceStore(BecsDbContext db, ICurrentOperation current) : IWorkflowInstances
{
    public async ValueTask<StoredInstance?> FindAsync(string instanceId, CancellationToken cancellationToken = default) =>
        Guid.TryParse(instanceId, out var id) && await db.Set<InstanceRow>().FindAsync([id], cancellationToken) is { } row
            ? Of(row)
            : null;

    public void StageAdd(StoredInstance instance) => db.Add(Row(instance));

    public void StageUpdate(StoredInstance instance, long expectedRowVersion)
    {
        var id = Guid.Parse(instance.Id);
        var row = db.Set<InstanceRow>().Local.FindEntry(id)?.Entity;
        if (row is null)
        {
            row = Row(instance);
            db.Attach(row).State = EntityState.Modified;
            db.Entry(row).Property(r => r.SiteId).IsModified = false;
            db.Entry(row).Property(r => r.CreatedAt).IsModified = false;
        }

        var entry = db.Entry(row);
        if (entry.State != EntityState.Added)
        {
            entry.Property(r => r.RowVersion).OriginalValue = expectedRowVersion;
        }

        row.RowVersion = instance.RowVersion;
        row.Name = instance.Name;
        row.PackageHash = instance.PackageHash;
        row.DefinitionVersion = instance.Version;
        row.Status = instance.Status;
        row.SubStatus = instance.SubStatus;
        row.CorrelationId = instance.CorrelationId;
        row.UpdatedAt = instance.UpdatedAt;
        row.FinishedAt = instance.FinishedAt;
        row.StateJson = instance.StateJson;
    }

    private InstanceRow Row(StoredInstance instance) => new()
    {
        Id = Guid.Parse(instance.Id),
        RowVersion = instance.RowVersion,
        DefinitionId = instance.DefinitionId,
        DefinitionVersion = instance.Version,
        PackageHash = instance.PackageHash,
        Name = instance.Name,
        Status = instance.Status,
        SubStatus = instance.SubStatus,
        CorrelationId = instance.CorrelationId,
        ParentInstanceId = instance.ParentInstanceId is { } parent ? Guid.Parse(parent) : null,
        SiteId = current.Context.SiteId.Value,
        CreatedAt = instance.CreatedAt,
        UpdatedAt = instance.UpdatedAt,
        FinishedAt = instance.FinishedAt,
        StateJson = instance.StateJson,
    };

    internal static StoredInstance Of(InstanceRow row) => new(
        row.Id.ToString("D"),
        row.RowVersion,
        row.DefinitionId,
        row.DefinitionVersion,
        row.PackageHash,
        row.Name,
        row.Status,
        row.SubStatus,
        row.CorrelationId,
        row.ParentInstanceId?.ToString("D"),
        row.CreatedAt,
        row.UpdatedAt,
        row.FinishedAt,
        row.StateJson);
}
