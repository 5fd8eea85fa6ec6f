using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Audit;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>Which package was in effect at a moment. Signing and effective time are written once; retirement is on the trail.</summary>
public sealed class PastPackageQueries
{
    private readonly ReadDatabase _reads;

    internal PastPackageQueries(ReadDatabase reads) => _reads = reads;

    /// <summary>The version that started instances then; null when none did.</summary>
    public async Task<PastPackage?> EffectiveAsync(string definitionId, DateTime at, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        var signed = await db.Set<PackageRecord>().Where(p => p.Kind == PackageRecord.Workflow && p.DefinitionId == definitionId && p.AcceptedAt <= at && p.EffectiveFromAt <= at)
            .OrderByDescending(p => p.DefinitionVersion).Select(p => p.PackageHash).ToListAsync(cancellationToken);
        foreach (var hash in signed)
        {
            if (await FindAsync(db, hash, at, cancellationToken) is { RetiredAt: null } package)
            {
                return package;
            }
        }

        return null;
    }

    /// <summary>A package as it stood then.</summary>
    public async Task<PastPackage?> FindAsync(string packageHash, DateTime at, CancellationToken cancellationToken = default)
    {
        await using var db = _reads.Open();
        return await FindAsync(db, packageHash, at, cancellationToken);
    }

    private static async Task<PastPackage?> FindAsync(BecsDbContext db, string packageHash, DateTime at, CancellationToken cancellationToken)
    {
        var found = await db.Set<PackageRecord>().Where(p => p.PackageHash == packageHash)
            .Select(p => new { p.Id, p.DefinitionId, p.DefinitionVersion, p.AcceptedAt, p.EffectiveFromAt, p.SignatureId }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var isSigned = found.AcceptedAt <= at;
        var signature = isSigned && found.SignatureId is { } id
            ? await db.Set<Signature>().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) : null;
        var retired = await db.Set<AuditRow>().Where(r => r.SubjectKind == SubjectKinds.Package && r.SubjectId == found.Id && r.What == "package.retired" && r.RecordedAt <= at)
            .Select(r => (DateTime?)r.RecordedAt).MinAsync(cancellationToken);
        return new PastPackage(
            packageHash, found.DefinitionId, found.DefinitionVersion, signature?.PrintedName, signature?.Meaning, isSigned ? found.AcceptedAt : null,
            isSigned ? found.EffectiveFromAt : null, retired);
    }
}
