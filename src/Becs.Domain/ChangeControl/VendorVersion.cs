using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// A version of a shipped workflow that came with a later build, <c>vendor:N</c>, beside the versions of the site. It is an offer: it starts
/// nothing, and what is made of it goes the way of every change. Its bytes never change.
/// </summary>
public sealed class VendorVersion
{
    private VendorVersion()
    {
    }

    public VendorVersion(
        Guid id, string definitionId, int number, string name, string packageHash, string behaviourHash, byte[] bytes, string? ancestorHash,
        DateTime loadedAt)
    {
        Id = id;
        DefinitionId = definitionId;
        Number = number;
        Name = name;
        PackageHash = packageHash;
        BehaviourHash = behaviourHash;
        Bytes = bytes;
        AncestorHash = ancestorHash;
        LoadedAt = loadedAt;
    }

    public Guid Id { get; private set; }

    public string DefinitionId { get; private set; } = "";

    /// <summary>The vendor's own number; the site counts its versions by itself.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="Bytes"/>, lower-case hex; unique.</summary>
    public string PackageHash { get; private set; } = "";

    public string BehaviourHash { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    /// <summary>
    /// The vendor's version the site has in use or made its own from: a package accepted at the first installation, or an earlier offer that was
    /// taken. Null when the site's workflow does not come from the vendor.
    /// </summary>
    public string? AncestorHash { get; private set; }

    public DateTime LoadedAt { get; private set; }

    /// <summary>Who decided not to take it.</summary>
    public Guid? DeclinedById { get; private set; }

    public string? DeclinedByName { get; private set; }

    public DateTime? DeclinedAt { get; private set; }

    public string? DeclineReason { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public SubjectRef Subject => new(SubjectKinds.Package, Id);

    /// <summary>The site goes on without it. The next version of the vendor is offered all the same.</summary>
    /// <exception cref="ConflictException"><c>VND-410</c>: it was declined already.</exception>
    public void Decline(string reason, OperationContext operation)
    {
        operation.Demand(Permissions.WorkflowsEdit);
        operation.DemandPerson();
        if (DeclinedAt is not null)
        {
            throw new ConflictException("VND-410", $"vendor:{Number} of {DefinitionId} was declined already, by {DeclinedByName}.");
        }

        DeclineReason = ChangeSubmission.Texts.Demand(reason, "reason");
        (DeclinedById, DeclinedByName, DeclinedAt) = (operation.UserId, operation.PrintedName, operation.NowAt);
        Version++;
    }
}
