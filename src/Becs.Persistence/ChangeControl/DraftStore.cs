using Becs.Domain.ChangeControl;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ChangeControl;

internal sealed class DraftStore(BecsDbContext db) : IWorkflowDrafts
{
    public async Task<WorkflowDraft?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<WorkflowDraft>().SingleOrDefaultAsync(d => d.Id == id, cancellationToken);

    public async Task<WorkflowDraft?> FindOwnAsync(string definitionId, Guid authorId, CancellationToken cancellationToken = default) =>
        await db.Set<WorkflowDraft>().SingleOrDefaultAsync(d => d.DefinitionId == definitionId && d.AuthorId == authorId, cancellationToken);

    public void Add(WorkflowDraft draft) => db.Add(draft);

    public void Remove(WorkflowDraft draft) => db.Remove(draft);

    public async Task<IReadOnlyList<DraftScenario>> ScenariosAsync(Guid draftId, CancellationToken cancellationToken = default) =>
        await db.Set<DraftScenario>().Where(s => s.DraftId == draftId).OrderBy(s => s.Name).ToListAsync(cancellationToken);

    public void Add(DraftScenario scenario) => db.Add(scenario);

    public void Remove(DraftScenario scenario) => db.Remove(scenario);

    public async Task<IReadOnlyList<DraftPart>> PartsAsync(Guid draftId, CancellationToken cancellationToken = default) =>
        await db.Set<DraftPart>().Where(p => p.DraftId == draftId).OrderBy(p => p.Kind).ThenBy(p => p.Key).ToListAsync(cancellationToken);

    public void Add(DraftPart part) => db.Add(part);

    public void Remove(DraftPart part) => db.Remove(part);
}
