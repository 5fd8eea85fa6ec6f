using Becs.Contracts.Workflows;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// Taking versions out of use: from then on they start nothing, and what runs on them goes on. One version, or a workflow as a whole. The one in
/// effect never goes alone: the one before it would start again without anybody having decided that.
/// </summary>
public sealed class Retirement
{
    private Retirement(IReadOnlyList<PackageRecord> packages) => Packages = packages;

    /// <summary>What goes, by version.</summary>
    public IReadOnlyList<PackageRecord> Packages { get; }

    /// <summary>What is signed: the hash of the package, or of all their hashes.</summary>
    public string SignedHash => Packages is [var only]
        ? only.PackageHash
        : new CanonicalRecord().Add("retire", Packages[0].DefinitionId).AddList("packages", Packages.Select(p => p.PackageHash)).Hash();

    /// <summary>What would be retired now.</summary>
    /// <param name="versions">Every version of the workflow.</param>
    /// <param name="packageHash">The one to retire; null for the workflow as a whole.</param>
    /// <param name="usedBy">Workflows whose versions in use start one of these; they keep it.</param>
    /// <param name="nowAt">Now (UTC).</param>
    /// <exception cref="ConflictException">It is not in use, or cannot go.</exception>
    public static Retirement Of(IReadOnlyList<PackageRecord> versions, string? packageHash, IReadOnlyCollection<string> usedBy, DateTime nowAt)
    {
        var inUse = versions.Where(v => v.State.IsApproved()).OrderBy(v => v.DefinitionVersion).ToList();
        var going = packageHash is null ? inUse : inUse.Where(v => v.PackageHash == packageHash).ToList();
        if (going.Count == 0)
        {
            throw new ConflictException("CHG-060", "There is nothing to retire: no such version is approved.");
        }

        var effective = inUse.Where(v => v.EffectiveFromAt <= nowAt).MaxBy(v => v.DefinitionVersion);
        if (packageHash is not null && going[0] == effective && inUse.Count > 1)
        {
            throw new ConflictException("CHG-061",
                $"Version {effective.DefinitionVersion} starts the instances now. Approve another, go back to a former one, or retire the workflow as a whole.");
        }

        return usedBy.Count == 0 ? new Retirement(going) : throw new ConflictException("CHG-062",
            $"{going[0].DefinitionId} is started by {string.Join(", ", usedBy)}: change or retire that first.",
            new Dictionary<string, string> { ["usedBy"] = string.Join(", ", usedBy) });
    }

    /// <summary>Retires them, signed by somebody who may approve.</summary>
    public void Carry(OperationContext operation, IEventSink events)
    {
        if (operation.IsSystem || !operation.May(Permissions.WorkflowsApprove))
        {
            throw new ForbiddenException("CHG-001", "This needs another permission.");
        }

        if (operation.Signature is not { Meaning: SignatureMeanings.Retired } signature || signature.UserId != operation.UserId)
        {
            throw new RuleException("CHG-002", $"This needs a signature meaning {SignatureMeanings.Retired}.",
                new Dictionary<string, string> { ["meaning"] = SignatureMeanings.Retired });
        }

        if (signature.SignedHash != SignedHash)
        {
            throw new ConflictException("CHG-410", "What was signed is not what would be retired now. Read it again and sign again.");
        }

        foreach (var package in Packages)
        {
            package.Retire();
            events.Raise(package.Subject, new WorkflowRetired(package.DefinitionId, package.DefinitionVersion, package.PackageHash));
        }
    }
}
