namespace Becs.Domain.ChangeControl;

/// <summary>The drafts of all authors.</summary>
public interface IWorkflowDrafts
{
    Task<WorkflowDraft?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The one draft an author has of a definition.</summary>
    Task<WorkflowDraft?> FindOwnAsync(string definitionId, Guid authorId, CancellationToken cancellationToken = default);

    void Add(WorkflowDraft draft);

    /// <summary>Throws the draft away; the audit keeps that it was there and the hash it had.</summary>
    void Remove(WorkflowDraft draft);

    /// <summary>The scenarios a draft brings along, by name. They go with it.</summary>
    Task<IReadOnlyList<DraftScenario>> ScenariosAsync(Guid draftId, CancellationToken cancellationToken = default);

    void Add(DraftScenario scenario);

    void Remove(DraftScenario scenario);

    /// <summary>The forms and tables in which a draft differs from what it was begun from, by kind and key. They go with it.</summary>
    Task<IReadOnlyList<DraftPart>> PartsAsync(Guid draftId, CancellationToken cancellationToken = default);

    void Add(DraftPart part);

    void Remove(DraftPart part);
}
