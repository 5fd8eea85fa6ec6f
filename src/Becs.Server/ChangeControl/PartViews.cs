using Becs.Domain.ChangeControl;

namespace Becs.Server.ChangeControl;

/// <summary>How a form or table of a draft stands to the version the draft was begun from.</summary>
public enum DraftPartState
{
    /// <summary>As there.</summary>
    Same,

    /// <summary>There, with another content.</summary>
    Changed,

    /// <summary>Not there.</summary>
    Added,

    /// <summary>There, and taken out of the draft.</summary>
    Removed,
}

/// <summary>A form or table of a draft.</summary>
/// <param name="ContentHash">Hash of its canonical JSON, to send with the next change; null when it is taken out.</param>
/// <param name="Content">Canonical JSON; null when it is taken out.</param>
/// <param name="IsFrozen">A version that was approved holds a form under this key and version: another content needs another version.</param>
/// <param name="NextKey">The key a changed form would take.</param>
/// <param name="Problems">What keeps the draft from being submitted.</param>
/// <param name="SavedAt">When the draft came to hold it; null when it is as in the version it was begun from.</param>
public sealed record DraftPartView(
    DraftPartKind Kind, string Key, DraftPartState State, string? ContentHash, string? Content, bool IsFrozen, string NextKey, IReadOnlyList<PartProblem> Problems,
    DateTime? SavedAt);

/// <summary>The forms and tables of a draft.</summary>
/// <param name="Version">The number the draft would get.</param>
/// <param name="IsOwn">The reader is its author, who alone changes it.</param>
/// <param name="BasedOnVersion">The version it was begun from; null for a new workflow.</param>
public sealed record DraftPartsView(
    Guid DraftId, string DefinitionId, string Name, int Version, string AuthorName, bool IsOwn, int? BasedOnVersion, IReadOnlyList<DraftPartView> Parts);

/// <param name="ContentHash">What the draft holds now; null when it holds none.</param>
public sealed record DraftPartAnswer(Guid DraftId, DraftPartKind Kind, string Key, string? ContentHash);
