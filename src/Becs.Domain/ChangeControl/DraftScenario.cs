namespace Becs.Domain.ChangeControl;

/// <summary>A scenario that a draft brings along: it becomes evidence when the draft is submitted.</summary>
public sealed class DraftScenario
{
    /// <summary>Most scenarios of one draft.</summary>
    public const int Most = 200;

    private DraftScenario()
    {
    }

    public DraftScenario(Guid id, Guid draftId, string name, string content, DateTime savedAt)
    {
        (Id, DraftId, Name) = (id, draftId, name);
        Save(content, savedAt);
    }

    public Guid Id { get; private set; }

    public Guid DraftId { get; private set; }

    /// <summary>Unique in its draft; replaces a scenario of this name that the workflow has already.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The file as it was handed in.</summary>
    public string Content { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="Content"/> in UTF-8, lower-case hex.</summary>
    public string ContentHash { get; private set; } = "";

    public DateTime SavedAt { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public void Save(string content, DateTime savedAt)
    {
        (Content, ContentHash, SavedAt) = (content, WorkflowDraft.HashOf(content), savedAt);
        Version++;
    }
}
