using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// A package of this installation: a workflow with its forms and tables, or a rule pack. Its bytes are what was signed and never change;
/// what changes is only whether it may be used.
/// </summary>
public sealed class PackageRecord
{
    /// <summary>A workflow: graph, forms, tables.</summary>
    public const string Workflow = "workflow";

    /// <summary>A kernel rule pack: dated rule tables.</summary>
    public const string RulePack = "rulepack";

    private PackageRecord()
    {
    }

    public PackageRecord(
        Guid id, string kind, string definitionId, int version, string name, string packageHash, string behaviourHash, byte[] bytes,
        DateTime loadedAt)
    {
        Id = id;
        Kind = kind;
        DefinitionId = definitionId;
        DefinitionVersion = version;
        Name = name;
        PackageHash = packageHash;
        BehaviourHash = behaviourHash;
        Bytes = bytes;
        LoadedAt = loadedAt;
    }

    /// <summary>A workflow's package that a change request brings: it waits for review and starts nothing.</summary>
    public static PackageRecord Candidate(
        Guid id, string definitionId, int version, string name, string packageHash, string behaviourHash, byte[] bytes, DateTime submittedAt) =>
        new(id, Workflow, definitionId, version, name, packageHash, behaviourHash, bytes, submittedAt) { State = PackageState.InReview };

    public Guid Id { get; private set; }

    /// <summary><see cref="Workflow"/> or <see cref="RulePack"/>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Definition id of a workflow, name of a rule pack. With kind and version: unique.</summary>
    public string DefinitionId { get; private set; } = "";

    public int DefinitionVersion { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="Bytes"/>, lower-case hex; unique.</summary>
    public string PackageHash { get; private set; } = "";

    public string BehaviourHash { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    public DateTime LoadedAt { get; private set; }

    public PackageState State { get; private set; }

    public Guid? AcceptedById { get; private set; }

    public string? AcceptedByName { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    /// <summary>From when it starts instances (UTC); null while it is not accepted or approved.</summary>
    public DateTime? EffectiveFromAt { get; private set; }

    public Guid? SignatureId { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public SubjectRef Subject => new(Kind == RulePack ? SubjectKinds.RulePack : SubjectKinds.Package, Id);

    /// <summary>QA accepts it for use, signing its hash.</summary>
    /// <exception cref="RuleException">Nobody with the permission signed its acceptance.</exception>
    public void Accept(OperationContext operation, DateTime effectiveFromAt)
    {
        if (State != PackageState.Waiting)
        {
            throw new ConflictException("PKG-409", $"Package {PackageHash} is {State} already.");
        }

        if (!operation.May(Permissions.QualityAccept) || operation.Signature is not { Meaning: SignatureMeanings.AcceptedForUse } signature)
        {
            throw new RuleException("PKG-001", $"Package {PackageHash} is accepted by QA with a signature meaning {SignatureMeanings.AcceptedForUse}.");
        }

        if (signature.SignedHash != PackageHash)
        {
            throw new ConflictException("PKG-410", $"What was signed is not package {PackageHash}.");
        }

        State = PackageState.Accepted;
        AcceptedById = operation.UserId;
        AcceptedByName = operation.PrintedName;
        AcceptedAt = operation.NowAt;
        EffectiveFromAt = effectiveFromAt < operation.NowAt ? operation.NowAt : effectiveFromAt;
        SignatureId = signature.Id;
        Version++;
    }

    /// <summary>Taken out of use, as <see cref="Retirement"/> decides.</summary>
    internal void Retire()
    {
        if (!State.IsApproved())
        {
            throw new ConflictException("PKG-409", $"Package {PackageHash} is {State}.");
        }

        State = PackageState.Retired;
        Version++;
    }

    /// <summary>Moves it along with its change request, which alone decides.</summary>
    internal void Move(PackageState from, PackageState to)
    {
        if (State != from || !from.IsCandidate() || !to.IsCandidate())
        {
            throw new ConflictException("PKG-409", $"Package {PackageHash} is {State}, not {from}.");
        }

        State = to;
        Version++;
    }

    /// <summary>Its change request was approved.</summary>
    /// <returns>From when it starts instances.</returns>
    internal DateTime Approve(OperationContext operation, DateTime? effectiveFromAt)
    {
        if (State is not (PackageState.InReview or PackageState.Validated))
        {
            throw new ConflictException("PKG-409", $"Package {PackageHash} is {State} already.");
        }

        var effective = effectiveFromAt is { } at && at > operation.NowAt ? at : operation.NowAt;
        (State, AcceptedById, AcceptedByName, AcceptedAt, EffectiveFromAt, SignatureId) =
            (PackageState.Approved, operation.UserId, operation.PrintedName, operation.NowAt, effective, operation.Signature?.Id);
        Version++;
        return effective;
    }
}
