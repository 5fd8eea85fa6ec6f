using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class ChangeReads(ReadDatabase database) : IChangeReads
{
    public async Task<Rows<ChangeRequest>> PageAsync(
        ChangeState? state, string? definitionId, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var found = db.Set<ChangeRequest>()
            .Where(c => (state == null || c.State == state) && (definitionId == null || c.DefinitionId == definitionId))
            .OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Number);
        var rows = await found.CutAsync(skip, take, cancellationToken);
        foreach (var change in rows.Items)
        {
            change.InOrder();
        }

        return rows;
    }

    public async Task<ChangeRequest?> FindAsync(ChangeId id, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var change = await db.Set<ChangeRequest>().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        change?.InOrder();
        return change;
    }

    public async Task<IReadOnlyDictionary<string, PackageVersionRow>> PackagesAsync(
        IReadOnlyCollection<string> hashes, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<PackageRecord>().Where(p => hashes.Contains(p.PackageHash))
            .Select(p => new PackageVersionRow(p.PackageHash, p.DefinitionVersion, p.BehaviourHash, p.State, p.EffectiveFromAt))
            .ToDictionaryAsync(p => p.PackageHash, StringComparer.Ordinal, cancellationToken);
    }
}
