using Becs.Domain.Signatures;

namespace Becs.Domain.Shared;

/// <summary>What a fact may demand of the operation that states it.</summary>
public static class Demands
{
    /// <summary>The person must hold the permission.</summary>
    /// <exception cref="ForbiddenException">PERM-001.</exception>
    public static void Demand(this OperationContext operation, string permission)
    {
        if (!operation.May(permission))
        {
            throw new ForbiddenException("PERM-001", $"{operation.Action} needs the permission {permission}.");
        }
    }

    /// <summary>A person must be acting: some facts can be stated by nobody else.</summary>
    /// <exception cref="ForbiddenException">PERM-002.</exception>
    public static void DemandPerson(this OperationContext operation)
    {
        if (operation.IsSystem)
        {
            throw new ForbiddenException("PERM-002", $"{operation.Action} must be done by a person.");
        }
    }

    /// <summary>The person must have signed in this very operation, with this meaning.</summary>
    /// <exception cref="RuleException">SIG-001 without such a signature.</exception>
    public static Signature DemandSignature(this OperationContext operation, string meaning)
    {
        var signature = operation.Signature;
        return signature is not null && signature.Meaning == meaning && signature.UserId == operation.UserId
            ? signature
            : throw new RuleException("SIG-001", $"{operation.Action} must be signed with the meaning '{meaning}'.");
    }
}
