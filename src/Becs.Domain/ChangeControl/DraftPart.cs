using System.Security.Cryptography;
using System.Text;

namespace Becs.Domain.ChangeControl;

/// <summary>What a draft holds beside its graph.</summary>
public enum DraftPartKind
{
    /// <summary>A task form, by its key and version such as <c>questionnaire.v2</c>.</summary>
    Form,

    /// <summary>A workflow table, by its name.</summary>
    Table,
}

/// <summary>
/// A form or a workflow table in which a draft differs from the version it was begun from: another content, or none at all. What a draft has no
/// part of is as in that version.
/// </summary>
public sealed class DraftPart
{
    /// <summary>Most parts of one draft.</summary>
    public const int Most = 200;

    /// <summary>Longest content, in characters of canonical JSON.</summary>
    public const int Longest = 200_000;

    /// <summary>Longest key.</summary>
    public const int LongestKey = 100;

    private DraftPart()
    {
    }

    public DraftPart(Guid id, Guid draftId, DraftPartKind kind, string key, string? content, DateTime savedAt)
    {
        (Id, DraftId, Kind, Key) = (id, draftId, kind, key);
        Save(content, savedAt);
    }

    public Guid Id { get; private set; }

    public Guid DraftId { get; private set; }

    public DraftPartKind Kind { get; private set; }

    /// <summary>Unique among the parts of its kind in its draft.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Canonical JSON; null when the draft takes it out of the version it was begun from.</summary>
    public string? Content { get; private set; }

    /// <summary>SHA-256 of <see cref="Content"/> in UTF-8, lower-case hex; null when it is taken out.</summary>
    public string? ContentHash { get; private set; }

    public DateTime SavedAt { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public void Save(string? content, DateTime savedAt)
    {
        (Content, ContentHash, SavedAt) = (content, content is null ? null : WorkflowDraft.HashOf(content), savedAt);
        Version++;
    }

    /// <summary>One hash of a draft's graph and all its parts; that of the graph alone when it has none.</summary>
    public static string HashOf(WorkflowDraft draft, IReadOnlyCollection<DraftPart> parts) => parts.Count == 0
        ? draft.BodyHash
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts
            .Select(p => $"{p.Kind} {p.Key} {p.ContentHash ?? "-"}").Order(StringComparer.Ordinal).Prepend(draft.BodyHash)))));
}
