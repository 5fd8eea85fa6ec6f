using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Instances;
using Becs.Server.Tasks;

namespace Becs.Server.Donations;

/// <summary>The workflow cases about a record, as its page lists them.</summary>
public sealed class CaseReads(IWorkflowReads workflows, ProcessTitles titles)
{
    /// <summary>Only of the person's sites.</summary>
    public async Task<IReadOnlyList<CaseLine>> AboutAsync(Caller now, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken) =>
        [.. (await workflows.AboutAsync(subjects, cancellationToken)).Where(c => now.Sites.Any(s => s.Id.Value == c.SiteId))
            .Select(c => new CaseLine(c.Id, titles.Process(c.DefinitionId), InstancePages.StateOf(c.SubStatus)))];
}
