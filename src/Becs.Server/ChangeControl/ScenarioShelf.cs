using System.Text;
using Becs.Domain.ChangeControl;
using Becs.Server.Hosting;
using Becs.Workflows.Errors;
using Becs.Workflows.Replaying;

namespace Becs.Server.ChangeControl;

/// <summary>Where a scenario comes from.</summary>
public enum ScenarioSource
{
    /// <summary>With the product.</summary>
    Shipped,

    /// <summary>With a version this site approved.</summary>
    Site,

    /// <summary>With the change itself.</summary>
    Change,
}

/// <summary>A scenario a candidate is run with.</summary>
internal sealed record KnownScenario(Scenario Scenario, ScenarioSource Source, string Content)
{
    public string ContentHash { get; } = WorkflowDraft.HashOf(Content);
}

/// <summary>
/// The scenarios of a workflow: those shipped, over them those that came with the version a change is made from, over them those of the change
/// itself. A later one of the same name takes the place of the former.
/// </summary>
internal sealed class ScenarioShelf
{
    private readonly Lazy<ILookup<string, KnownScenario>> _shipped = new(() => Directory.EnumerateDirectories(ContentFolders.Workflows)
        .Select(d => Path.Combine(d, "scenarios")).Where(Directory.Exists)
        .SelectMany(d => Directory.EnumerateFiles(d, "*.json").Order(StringComparer.Ordinal))
        .Select(f => Read(File.ReadAllText(f), ScenarioSource.Shipped)).ToLookup(k => k.Scenario.Workflow, StringComparer.Ordinal));

    /// <summary>The scenarios a candidate is run with, by name.</summary>
    /// <param name="scope">Where the records are.</param>
    /// <param name="candidate">What would be submitted.</param>
    /// <param name="author">Whose draft it is made of.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<KnownScenario>> OfAsync(IServiceProvider scope, Candidate candidate, Guid author, CancellationToken ct)
    {
        var definition = candidate.Package.DefinitionId;
        var all = _shipped.Value[definition].ToDictionary(k => k.Scenario.Name, StringComparer.Ordinal);
        foreach (var known in await OfPackageAsync(scope, candidate.FormerHash ?? candidate.Base?.PackageHash, ct))
        {
            all[known.Scenario.Name] = known;
        }

        var drafts = scope.GetRequiredService<IWorkflowDrafts>();
        if (candidate.DraftHash is not null && await drafts.FindOwnAsync(definition, author, ct) is { } draft)
        {
            foreach (var own in await drafts.ScenariosAsync(draft.Id, ct))
            {
                all[own.Name] = Read(own.Content, ScenarioSource.Change);
            }
        }

        return [.. all.Values.OrderBy(k => k.Scenario.Name, StringComparer.Ordinal)];
    }

    /// <summary>What came with a version of this site, from its evidence.</summary>
    private static async Task<IReadOnlyList<KnownScenario>> OfPackageAsync(IServiceProvider scope, string? packageHash, CancellationToken ct)
    {
        var changes = scope.GetRequiredService<IChanges>();
        if (packageHash is null || await changes.FindByPackageAsync(packageHash, ct) is not { } change)
        {
            return [];
        }

        var evidence = (await changes.EvidenceAsync(change.Id, ct)).FirstOrDefault(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == packageHash);
        return evidence is null ? [] : [.. ScenarioEvidence.Read(evidence).Results.Where(r => r.Source != ScenarioSource.Shipped)
            .Select(r => Read(r.Content, ScenarioSource.Site))];
    }

    /// <exception cref="ScenarioException">It cannot be read.</exception>
    public static KnownScenario Read(string content, ScenarioSource source) => new(ScenarioFile.Read(Encoding.UTF8.GetBytes(content)), source, content);
}
