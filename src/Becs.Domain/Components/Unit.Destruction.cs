using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <content>
/// The destruction of biohazard, which takes two persons (domain.md 8.7): the first signs that it is to be destroyed, another confirms that it
/// was. In between the bag goes nowhere.
/// </content>
public sealed partial class Unit
{
    /// <summary>Why somebody signed for its destruction; null when nobody did, or when it was sent back.</summary>
    public string? DestructionReason { get; private set; }

    /// <summary>The first of the two persons.</summary>
    public Guid? DestructionSignedById { get; private set; }

    public DateTime? DestructionSignedAt { get; private set; }

    public Guid? DestructionSignatureId { get; private set; }

    /// <summary>The first person signed; the second has not confirmed yet.</summary>
    public bool AwaitsDestruction => DestructionReason is not null && !IsEnded;

    internal void SignDestruction(string reasonCode, OperationContext operation)
    {
        if (IsEnded || Status == UnitStatus.Issued)
        {
            throw Refused("destroyed");
        }

        DestructionReason = reasonCode;
        DestructionSignedById = operation.UserId;
        DestructionSignedAt = operation.NowAt;
        DestructionSignatureId = operation.Signature?.Id;
        Revision++;
    }

    internal void SendDestructionBack()
    {
        DestructionReason = null;
        DestructionSignedById = null;
        DestructionSignedAt = null;
        DestructionSignatureId = null;
        Revision++;
    }
}
