using Becs.Domain.ChangeControl;

namespace Becs.Persistence.ReadModel;

/// <summary>The versions of workflows, packages and drafts alike, for lists: without their bodies.</summary>
public interface IDefinitionReads
{
    /// <summary>Every version there is; of one definition only when it is named.</summary>
    Task<IReadOnlyList<DefinitionRow>> ListAsync(string? definitionId = null, CancellationToken cancellationToken = default);

    /// <summary>The exact bytes of a package.</summary>
    Task<byte[]?> PackageBytesAsync(string packageHash, CancellationToken cancellationToken = default);

    /// <summary>The body of a draft.</summary>
    Task<string?> DraftBodyAsync(Guid draftId, CancellationToken cancellationToken = default);
}

/// <param name="DraftId">Id of a draft; null for a package.</param>
/// <param name="ContentHash">Hash of the package, or of the draft's body.</param>
/// <param name="Description">Of a draft; a package has it in its body.</param>
/// <param name="AuthorId">Whose draft it is.</param>
/// <param name="State">Of a package.</param>
public sealed record DefinitionRow(
    Guid? DraftId, string ContentHash, string DefinitionId, int Version, string Name, string? Description, Guid? AuthorId, PackageState? State,
    DateTime? EffectiveFromAt, DateTime CreatedAt, DateTime UpdatedAt)
{
    /// <summary>A package that is shipped or was approved: no draft, and nothing that waits for its approval or never got it.</summary>
    public bool IsStanding => State is { } state && !state.IsCandidate();
}
