using Becs.Domain.ChangeControl;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class DefinitionReads(ReadDatabase database) : IDefinitionReads
{
    public async Task<IReadOnlyList<DefinitionRow>> ListAsync(string? definitionId = null, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var packages = await db.Set<PackageRecord>()
            .Where(p => p.Kind == PackageRecord.Workflow && (definitionId == null || p.DefinitionId == definitionId))
            .Select(p => new DefinitionRow(
                null, p.PackageHash, p.DefinitionId, p.DefinitionVersion, p.Name, null, null, p.State, p.EffectiveFromAt, p.LoadedAt,
                p.AcceptedAt ?? p.LoadedAt))
            .ToListAsync(cancellationToken);
        var drafts = await db.Set<WorkflowDraft>().Where(d => definitionId == null || d.DefinitionId == definitionId)
            .Select(d => new DefinitionRow(
                d.Id, d.BodyHash, d.DefinitionId, d.DefinitionVersion, d.Name, d.Description, d.AuthorId, null, null, d.CreatedAt, d.UpdatedAt))
            .ToListAsync(cancellationToken);
        return [.. packages.Concat(drafts).OrderBy(v => v.DefinitionId, StringComparer.Ordinal).ThenBy(v => v.Version).ThenBy(v => v.CreatedAt)];
    }

    public async Task<byte[]?> PackageBytesAsync(string packageHash, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<PackageRecord>().Where(p => p.PackageHash == packageHash && p.Kind == PackageRecord.Workflow)
            .Select(p => p.Bytes).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<string?> DraftBodyAsync(Guid draftId, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<WorkflowDraft>().Where(d => d.Id == draftId).Select(d => d.Body).SingleOrDefaultAsync(cancellationToken);
    }
}
